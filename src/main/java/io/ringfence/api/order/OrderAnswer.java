package io.ringfence.api.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.api.command.Progress;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.query.OrderState;
import java.util.UUID;

/** Where an order stands; {@code status} says which fields follow: IN_PROGRESS, or the result. */
sealed interface OrderAnswer extends Progress {
    record InProgress(String status, UUID orderId, String siteId) implements OrderAnswer {
        @Override
        public boolean hasEnded() {
            return false;
        }
    }

    record Completed(OrderResult status, @JsonUnwrapped VoiceServiceOutcome outcome) implements OrderAnswer {
        @Override
        public boolean hasEnded() {
            return true;
        }
    }

    static OrderAnswer of(OrderState state) {
        if (state instanceof OrderState.InProgress inProgress) {
            return new InProgress(IN_PROGRESS, inProgress.orderId(), inProgress.siteId());
        }
        return of(((OrderState.Completed) state).outcome());
    }

    static Completed of(VoiceServiceOutcome outcome) {
        return new Completed(outcome.result(), outcome);
    }
}
