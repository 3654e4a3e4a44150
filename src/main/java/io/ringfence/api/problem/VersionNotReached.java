package io.ringfence.api.problem;

import java.util.Map;

/** A number has not got as far as was asked for, in the time that was given: an older state is what must not be shown. */
public final class VersionNotReached extends RetryLater {
    /** How far it has got. */
    public static final String HEADER = "Ringfence-Version";

    private static final long serialVersionUID = 1L;

    /**
     * @param version of the number now
     */
    public VersionNotReached(String phoneNumber, long version, long wanted) {
        super(
                "Phone number %s is at version %d, not yet at %d; try again in a moment."
                        .formatted(phoneNumber, version, wanted),
                Map.of(HEADER, String.valueOf(version)),
                Map.of());
    }
}
