package io.ringfence.api;

/** A number has not got as far as was asked for, in the time that was given. */
final class VersionNotReached extends RuntimeException {
    static final String HEADER = "Ringfence-Version";

    private static final long serialVersionUID = 1L;

    private final long version;

    /**
     * @param version of the number now
     */
    VersionNotReached(String phoneNumber, long version, long wanted) {
        super("Phone number %s is at version %d, not yet at %d; try again in a moment."
                .formatted(phoneNumber, version, wanted));
        this.version = version;
    }

    long version() {
        return version;
    }
}
