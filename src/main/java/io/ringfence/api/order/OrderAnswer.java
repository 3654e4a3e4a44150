package io.ringfence.api.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.micronaut.core.annotation.Nullable;
import io.ringfence.api.command.Progress;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.Party;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.query.OrderState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where an order stands; {@code status} says which fields follow: IN_PROGRESS, or the result. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "status",
        defaultImpl = OrderAnswer.Completed.class,
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderAnswer.InProgress.class, name = "IN_PROGRESS"),
    @JsonSubTypes.Type(value = OrderAnswer.Completed.class, name = "FULFILLED"),
    @JsonSubTypes.Type(value = OrderAnswer.Completed.class, name = "NOT_NEEDED"),
    @JsonSubTypes.Type(value = OrderAnswer.Completed.class, name = "REJECTED")
})
@Schema(oneOf = {OrderAnswer.InProgress.class, OrderAnswer.Completed.class})
public sealed interface OrderAnswer extends Progress {
    /** Not at its end. */
    record InProgress(String status, UUID orderId, String siteId) implements OrderAnswer {
        @Override
        public boolean hasEnded() {
            return false;
        }
    }

    /**
     * At its end.
     *
     * @param party null where the order had none
     * @param result the same as the status
     * @param code null unless REJECTED
     * @param message a sentence for a person
     * @param phoneNumbers those that the order gave or took, the main number among them; empty unless FULFILLED
     * @param mainNumber the main number among them; null when none is
     */
    record Completed(
            OrderResult status,
            UUID orderId,
            String siteId,
            OrderType type,
            @Nullable Party party,
            OrderResult result,
            @Nullable OrderRejectionCode code,
            String message,
            List<String> phoneNumbers,
            @Nullable String mainNumber,
            Instant completedAt)
            implements OrderAnswer {
        @Override
        public boolean hasEnded() {
            return true;
        }

        /** As it ended. */
        public VoiceServiceOutcome outcome() {
            return new VoiceServiceOutcome(
                    orderId, siteId, type, party, result, code, message, phoneNumbers, mainNumber, completedAt);
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
        return new Completed(
                outcome.result(),
                outcome.orderId(),
                outcome.siteId(),
                outcome.type(),
                outcome.party(),
                outcome.result(),
                outcome.code(),
                outcome.message(),
                outcome.phoneNumbers(),
                outcome.mainNumber(),
                outcome.completedAt());
    }
}
