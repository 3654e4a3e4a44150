package io.ringfence.support.history;

import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.support.requests.Requests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Holds a history against what the voice platform was asked. */
final class FulfilmentCheck {
    private final History history;
    private final List<String> faults = new ArrayList<>();

    private FulfilmentCheck(History history) {
        this.history = history;
    }

    static List<String> faults(History history) {
        FulfilmentCheck check = new FulfilmentCheck(history);
        check.run();
        return check.faults;
    }

    /** Each of its changes was proposed to it once, and is what was proposed; whatever was proposed came to something. */
    private void run() {
        Map<UUID, List<FulfilmentRequest>> asked =
                history.fulfilments().stream().collect(Collectors.groupingBy(FulfilmentRequest::requestId));
        asked.forEach((id, requests) -> {
            if (requests.size() > 1) {
                faults.add("the platform was asked " + requests.size() + " times for " + requests.get(0));
            }
        });
        Set<UUID> ended = new HashSet<>();
        history.outcomes().forEach(outcome -> {
            if (outcome instanceof StateChange change) {
                ended.add(change.requestId());
                List<FulfilmentRequest> requests = asked.getOrDefault(change.requestId(), List.of());
                if (history.fulfilled().contains(change.action()) && requests.isEmpty()) {
                    faults.add("the platform was not asked for " + change);
                }
                requests.stream()
                        .filter(request -> !isAsProposed(request, change))
                        .forEach(request -> faults.add(
                                "the platform was asked for %s, not for %s".formatted(request.proposed(), change)));
            } else if (((Rejection) outcome).code() == RejectionCode.FULFILMENT_FAILED) {
                ended.add(Requests.idOf(outcome));
                if (!asked.containsKey(Requests.idOf(outcome))) {
                    faults.add("the platform was not asked for what it failed: " + outcome);
                }
            }
        });
        // What was refused to an order, its site alone hears.
        asked.forEach((id, requests) -> {
            if (id.version() != HistoryCheck.VERSION_OF_ORDERS && !ended.contains(id)) {
                faults.add("nothing came of " + requests.get(0));
            }
        });
    }

    private static boolean isAsProposed(FulfilmentRequest request, StateChange change) {
        return Objects.equals(request.current(), change.before())
                && Objects.equals(request.proposed().withUpdatedAt(change.changedAt()), change.after());
    }
}
