package io.ringfence.domain;

/**
 * What is remembered of a number.
 *
 * @param version of its latest change; outlives withdrawal, so that versions of a number never repeat
 * @param number null when the number is not provisioned, or no longer
 */
public record NumberEntry(long version, PhoneNumber number) {
    /** A number that nothing is known of. */
    public static final NumberEntry UNSEEN = new NumberEntry(0, null);

    /** What is remembered once the change was made. */
    public static NumberEntry after(StateChange change) {
        return new NumberEntry(change.version(), change.after());
    }
}
