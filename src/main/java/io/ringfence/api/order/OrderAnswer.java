package io.ringfence.api.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.api.command.Progress;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.query.OrderState;
import java.util.UUID;

/** Where an order stands; {@code status} says which fields follow: IN_PROGRESS, or the result. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "status",
        defaultImpl = OrderAnswer.Completed.class,
        visible = true)
@JsonSubTypes(@JsonSubTypes.Type(value = OrderAnswer.InProgress.class, name = "IN_PROGRESS"))
public sealed interface OrderAnswer extends Progress {
    /** Not at its end. */
    record InProgress(String status, UUID orderId, String siteId) implements OrderAnswer {
        @Override
        public boolean hasEnded() {
            return false;
        }
    }

    /** At its end. */
    record Completed(OrderResult status, @JsonUnwrapped VoiceServiceOutcome outcome) implements OrderAnswer {
        @Override
        public boolean hasEnded() {
            return true;
        }
    }

    /** As the read model has it. */
    static OrderAnswer of(OrderState state) {
        if (state instanceof OrderState.InProgress inProgress) {
            return new InProgress(IN_PROGRESS, inProgress.orderId(), inProgress.siteId());
        }
        return of(((OrderState.Completed) state).outcome());
    }

    /** As it ended. */
    static Completed of(VoiceServiceOutcome outcome) {
        return new Completed(outcome.result(), outcome);
    }
}
