package io.ringfence.query;

/** What a reader of a site hears. */
public sealed interface LiveEvent {
    /** Nothing that happens from here on is missed. The first that a reader hears. */
    record Ready() implements LiveEvent {}

    /** A row is another than it was, or was not there; with what is not offered, and why. */
    record Changed(NumberRow row) implements LiveEvent {}

    /** A number has left the site. */
    record Withdrawn(String phoneNumber) implements LiveEvent {}

    /** There is nothing to tell, and somebody to tell it. */
    record Alive() implements LiveEvent {}

    /** From now on somebody else tells of the site. The last that a reader hears. */
    record Moved() implements LiveEvent {}
}
