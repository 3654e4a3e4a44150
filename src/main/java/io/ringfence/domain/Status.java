package io.ringfence.domain;

/** Where a number stands between being nobody's and being somebody's. */
public enum Status {
    /** A symbol of a newer schema; no number gets it here. One that a newer release gave it may be in service. */
    UNKNOWN(true),
    /** At the site, nobody's. */
    AVAILABLE(false),
    /** Allocated to a party, not in service. */
    RESERVED(false),
    /** In service. */
    ACTIVE(true),
    /** In service and given to a user. */
    ASSIGNED(true),
    /** Cooling off until the end of its date; never allocatable. */
    COOLDOWN(false);

    private final boolean inService;

    Status(boolean inService) {
        this.inService = inService;
    }

    /** Whether the holder of the number has it in service. */
    boolean isInService() {
        return inService;
    }
}
