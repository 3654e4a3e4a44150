package io.ringfence.domain;

/** What answers a number. */
public enum NumberKind {
    /** A symbol of a newer schema; no number has it. */
    UNKNOWN,
    DIRECT,
    IVR,
    HUNT_GROUP
}
