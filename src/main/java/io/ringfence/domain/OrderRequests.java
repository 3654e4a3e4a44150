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
        requests.add(of(order, requestId, pick.phoneNumber(), action)
                .allocateTo(action == Action.ALLOCATE ? order.party() : null)
                .coolingOffDate(action == Action.START_COOLING_OFF ? coolingOffDate() : null)
                .expectedVersion(pick.version())
                .build());
        return pick.withAwaited(requestId);
    }

    /** Asks what became of a request, see {@link Envelope#isInquiry}. */
    static ActionRequest inquiry(VoiceServiceOrder order, UUID requestId, String phoneNumber) {
        return of(order, requestId, phoneNumber, Action.UNKNOWN).build();
    }

    private static ActionRequestBuilder of(VoiceServiceOrder order, UUID requestId, String phoneNumber, Action action) {
        return ActionRequestBuilder.builder()
                .requestId(requestId)
                .phoneNumber(phoneNumber)
                .siteId(order.siteId())
                .action(action)
                .requestedBy(order.requestedBy());
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
