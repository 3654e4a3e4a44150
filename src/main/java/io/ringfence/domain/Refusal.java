package io.ringfence.domain;

/** A rule that failed, and the sentence that says how. */
record Refusal(RejectionCode code, String message) {}
