package io.ringfence.domain;

/** What a voice service order came to. */
public enum OrderResult {
    /** A symbol of a newer schema; no order comes to it here. */
    UNKNOWN,
    FULFILLED,
    /** There was nothing to do: ADD for a party that has numbers at the site, CEASE for one that has none. */
    NOT_NEEDED,
    REJECTED
}
