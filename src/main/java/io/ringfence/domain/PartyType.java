package io.ringfence.domain;

/** The two sorts of party. */
public enum PartyType {
    /** A symbol of a newer schema; no party has it. */
    UNKNOWN,
    OPERATOR,
    OCCUPIER
}
