package io.ringfence.domain;

/** Where a number stands between being nobody's and being somebody's. */
public enum Status {
    /** A symbol of a newer schema; no number gets it here. */
    UNKNOWN,
    /** At the site, nobody's. */
    AVAILABLE,
    /** Allocated to a party, not in service. */
    RESERVED,
    /** In service. */
    ACTIVE,
    /** In service and given to a user. */
    ASSIGNED,
    /** Cooling off until the end of its date; never allocatable. */
    COOLDOWN
}
