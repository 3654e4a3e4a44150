package io.ringfence.support.history;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How much there was of everything in a history, for people. */
public record Tally(History history) {
    @Override
    public String toString() {
        long requests = history.requests().stream()
                .map(ActionRequest::requestId)
                .distinct()
                .count();
        long orders = history.orders().stream()
                .map(VoiceServiceOrder::orderId)
                .distinct()
                .count();
        long changes = history.outcomes().stream()
                .filter(StateChange.class::isInstance)
                .count();
        Map<OrderResult, Long> results = history.orderOutcomes().stream()
                .collect(Collectors.groupingBy(VoiceServiceOutcome::result, TreeMap::new, Collectors.counting()));
        return """
                %,d requests sent (%,d of them again), %,d orders (%,d of them again), %,d unsure whether they arrived
                %,d state changes, %,d rejections, %,d fulfilments, outcomes of orders %s""".formatted(
                        history.requests().size(),
                        history.requests().size() - requests,
                        history.orders().size(),
                        history.orders().size() - orders,
                        history.unsure().size(),
                        changes,
                        history.outcomes().size() - changes,
                        history.fulfilments().size(),
                        results);
    }
}
