package io.ringfence.topology;

import io.ringfence.domain.ClaimAnswer;

/** What the owner of a number receives. */
sealed interface NumberInput permits ReceivedRequest, NumberInput.Answer {
    /** The answer to a claim that one of its numbers made. */
    record Answer(ClaimAnswer answer) implements NumberInput {}
}
