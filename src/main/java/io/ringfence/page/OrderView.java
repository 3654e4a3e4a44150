package io.ringfence.page;

import io.ringfence.api.order.OrderAnswer;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.Optional;

/**
 * The page of voice services.
 *
 * @param order that was tried or placed; empty before
 * @param answer to it
 */
record OrderView(Place site, OrderForm form, Optional<VoiceServiceOrder> order, Optional<OrderAnswer> answer) {
    String address() {
        return site.address() + "/voice-services";
    }

    /** Empty while it is being carried out. */
    Optional<VoiceServiceOutcome> outcome() {
        return answer.filter(OrderAnswer.Completed.class::isInstance)
                .map(completed -> ((OrderAnswer.Completed) completed).outcome());
    }

    /** Where the outcome is asked after while there is none. */
    String pending() {
        return answer.filter(OrderAnswer.InProgress.class::isInstance)
                .map(open -> address() + "/" + ((OrderAnswer.InProgress) open).orderId())
                .orElse("");
    }

    boolean isPreview() {
        return answer.isPresent() && !form.isOrdered();
    }

    boolean canBeOrdered() {
        return isPreview()
                && outcome()
                        .filter(outcome -> outcome.result() == OrderResult.FULFILLED)
                        .isPresent();
    }

    String sentence(VoiceServiceOutcome outcome) {
        return switch (outcome.result()) {
            case FULFILLED -> {
                String numbers = Words.numbers(outcome.phoneNumbers().size());
                String given = outcome.type() == OrderType.CEASE ? " cool off" : " for " + Words.of(outcome.party());
                yield (isPreview() ? "Would be fulfilled: " : "Fulfilled: ") + numbers + given + ".";
            }
            case NOT_NEEDED -> (isPreview() ? "Would not be needed: " : "Not needed: ") + outcome.message();
            case REJECTED -> (isPreview() ? "Would be rejected: " : "Rejected: ") + outcome.message();
            case UNKNOWN -> outcome.message();
        };
    }

    String verb() {
        return form.is(OrderType.CEASE) ? "Cease" : "Add";
    }
}
