package io.ringfence.domain;

/** Why a request was refused. */
public enum RejectionCode {
    /** A symbol of a newer schema; nothing is refused with it here. */
    UNKNOWN(false),
    INVALID_REQUEST(false),
    NOT_PERMITTED(false),
    UNKNOWN_NUMBER(false),
    ALREADY_PROVISIONED(true),
    WRONG_SITE(false),
    VERSION_CONFLICT(true),
    CHANGE_IN_PROGRESS(true),
    LOCKED(true),
    INVALID_STATUS(true),
    ALREADY_LOCKED(true),
    NOT_LOCKED(true),
    NOT_DIRECT(true),
    ALREADY_MAIN_NUMBER(true),
    NOT_MAIN_NUMBER(true),
    IS_MAIN_NUMBER(true),
    PARTY_HAS_MAIN_NUMBER(true),
    COOLING_OFF(true),
    ASSIGNED_TO_USER(true),
    REQUEST_ID_REUSED(true),
    /** As many numbers of the party are in service at the site as it pays for. */
    NO_VOICE_SERVICE(true),
    /** The voice platform could not carry it out; the message is its own. */
    FULFILMENT_FAILED(true);

    private final boolean showsNumber;

    RejectionCode(boolean showsNumber) {
        this.showsNumber = showsNumber;
    }

    /** Whether the rejected sender may see the number; those who may not could learn about another site's. */
    boolean showsNumber() {
        return showsNumber;
    }
}
