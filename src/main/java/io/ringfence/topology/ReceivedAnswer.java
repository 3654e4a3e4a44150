package io.ringfence.topology;

import io.ringfence.domain.Answer;

/** The answer to what a change in progress waits for. */
record ReceivedAnswer(Answer answer, byte[] payload, boolean known) implements NumberInput {}
