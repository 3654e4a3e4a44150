package io.ringfence.domain;

/** Why a voice service order was rejected. */
public enum OrderRejectionCode {
    /** A symbol of a newer schema; no order is rejected with it here. */
    UNKNOWN,
    INVALID_REQUEST,
    UNKNOWN_SITE,
    INSUFFICIENT_NUMBERS,
    /** One of the numbers that the order names cannot be had. */
    NUMBER_NOT_AVAILABLE,
    /** While the order was being carried out, another request gave the party a main number. */
    PARTY_HAS_MAIN_NUMBER,
    REQUEST_ID_REUSED,
    /** The party is not entitled to have so many numbers in service. */
    NO_VOICE_SERVICE
}
