package io.ringfence.domain;

/**
 * What is remembered of a number.
 *
 * @param version of its latest change; outlives withdrawal, so that versions of a number never repeat
 * @param number null when the number is not provisioned, or no longer
 * @param pending the request that is still being decided; null unless the number has a change in progress
 */
public record NumberEntry(long version, PhoneNumber number, Envelope pending) {
    /** A number that nothing is known of. */
    public static final NumberEntry UNSEEN = idle(0, null);

    /** A number of which nothing is being decided. */
    public static NumberEntry idle(long version, PhoneNumber number) {
        return new NumberEntry(version, number, null);
    }

    /** What is remembered once the change was made. */
    public static NumberEntry after(StateChange change) {
        return idle(change.version(), change.after());
    }

    /** What is remembered while the request waits for an answer. */
    public NumberEntry during(PendingChange change, Envelope request) {
        return new NumberEntry(version, change.number(), request);
    }

    /** As it was before the request that is pending. */
    public NumberEntry withoutPending() {
        return idle(version, number.withChangeInProgress(null));
    }
}
