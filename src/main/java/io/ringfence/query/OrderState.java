package io.ringfence.query;

import io.ringfence.domain.VoiceServiceOutcome;
import java.util.UUID;

/** Where an order stands. */
public sealed interface OrderState {
    /** It was received, and is carried out or waits its turn. */
    record InProgress(String siteId, UUID orderId) implements OrderState {}

    /** Its one outcome. */
    record Completed(VoiceServiceOutcome outcome) implements OrderState {}
}
