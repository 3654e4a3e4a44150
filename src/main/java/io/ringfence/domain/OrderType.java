package io.ringfence.domain;

/** What a voice service order asks for. */
public enum OrderType {
    /** A symbol of a newer schema; nobody may ask for it. */
    UNKNOWN,
    /** Numbers for a party that has none at the site. */
    ADD,
    /** Every number that the party has at the site goes into cooling off. */
    CEASE
}
