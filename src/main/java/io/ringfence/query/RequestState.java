package io.ringfence.query;

import io.ringfence.domain.Outcome;
import java.util.UUID;

/** Where a request stands. */
public sealed interface RequestState {
    /** It was seen and is still being decided. */
    record InProgress(String phoneNumber, UUID requestId) implements RequestState {}

    /** Its one outcome. */
    record Decided(Outcome outcome) implements RequestState {}
}
