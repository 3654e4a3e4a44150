package io.ringfence.domain;

/**
 * A rule that failed, and the sentence that says how.
 *
 * @param heldBy the phone number that is the party's main number already; null unless that is the rule
 */
record Refusal(RejectionCode code, String message, String heldBy) {
    Refusal(RejectionCode code, String message) {
        this(code, message, null);
    }
}
