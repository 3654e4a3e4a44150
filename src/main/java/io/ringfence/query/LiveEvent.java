package io.ringfence.query;

/** What a reader of a site hears. */
public sealed interface LiveEvent {
    /** Nothing that happens from here on is missed. */
    record Ready() implements LiveEvent {}

    /** A row is another than it was, or was not there. */
    record Changed(NumberRow row) implements LiveEvent {}

    /** A number has left the site. */
    record Withdrawn(String phoneNumber) implements LiveEvent {}

    /** Somebody else tells of the site now. The last that a reader hears. */
    record Moved() implements LiveEvent {}
}
