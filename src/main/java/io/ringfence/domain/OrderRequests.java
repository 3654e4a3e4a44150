package io.ringfence.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a step of an order asks for, each with an id of its own, and how much the order waits for. */
final class OrderRequests {
    private final VoiceServiceOrder order;
    private final LocalDate today;
    private final List<ActionRequest> requests = new ArrayList<>();

    private int asked;
    private int awaited;

    OrderRequests(OrderProgress progress, Rules rules, Instant now) {
        order = progress.order();
        today = rules.today(now);
        asked = progress.asked();
        awaited = progress.awaited();
    }

    /** Asks for a change of a number; returns the number as it then stands. */
    Pick ask(Pick pick, Action action) {
        UUID requestId = UUID.nameUUIDFromBytes(
                (order.siteId() + "/" + order.orderId() + "/" + asked).getBytes(StandardCharsets.UTF_8));
        asked++;
        awaited++;
        requests.add(new ActionRequest(
                Channel.ORDERS,
                pick.phoneNumber(),
                requestId,
                pick.phoneNumber(),
                order.siteId(),
                action,
                order.requestedBy(),
                action == Action.ALLOCATE ? order.party() : null,
                null,
                action == Action.START_COOLING_OFF ? coolingOffDate() : null,
                null,
                pick.version()));
        return pick.awaiting(requestId);
    }

    /** An order may have waited its turn until after its date. */
    private LocalDate coolingOffDate() {
        return order.coolingOffDate().isBefore(today) ? today : order.coolingOffDate();
    }

    /** One of them has its answer. */
    void answered() {
        awaited--;
    }

    int asked() {
        return asked;
    }

    int awaited() {
        return awaited;
    }

    List<ActionRequest> ofTheStep() {
        return List.copyOf(requests);
    }
}
