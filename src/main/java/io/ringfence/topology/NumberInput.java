package io.ringfence.topology;

import io.ringfence.domain.ClaimAnswer;

/** What the owner of a number receives. */
sealed interface NumberInput permits ReceivedRequest, NumberInput.Answer {
    /** The bytes that it came in. */
    byte[] payload();

    /** Whether nothing of it was written by a newer release and is not known here. */
    boolean known();

    /** The answer to a claim that one of its numbers made. */
    record Answer(ClaimAnswer answer, byte[] payload, boolean known) implements NumberInput {}
}
