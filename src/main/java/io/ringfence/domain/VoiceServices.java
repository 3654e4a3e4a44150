package io.ringfence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Carries out voice service orders, one event at a time. Pure: what follows depends on the arguments and the policy
 * alone.
 *
 * <p>An order asks for one change of a number at a time, each at the version that its site last saw, so that nothing
 * that happens in between goes unnoticed; what it asks for next follows from how its numbers stand. Orders of one party
 * at one site are to be carried out one after another.
 */
public final class VoiceServices {
    /** Most numbers that an order may ask for. */
    public static final int MAX_QUANTITY = 1_000;

    private static final int DAYS_OF_COOLING_OFF = 30;

    private final Rules rules;

    public VoiceServices(Rules rules) {
        this.rules = rules;
    }

    /**
     * What an order comes to that cannot be carried out, whatever the numbers of its site are; empty when it can.
     *
     * @param isKnown whether a site ever had a number
     */
    public Optional<VoiceServiceOutcome> refusal(VoiceServiceOrder order, Predicate<String> isKnown, Instant now) {
        return WellFormed.complaint(order)
                .or(() -> datePassed(order, now))
                .map(complaint -> rejected(order, OrderRejectionCode.INVALID_REQUEST, complaint, now))
                .or(() -> isKnown.test(order.siteId())
                        ? Optional.empty()
                        : Optional.of(rejected(
                                order,
                                OrderRejectionCode.UNKNOWN_SITE,
                                "Site " + order.siteId() + " is unknown.",
                                now)));
    }

    /** What comes of an order whose id was used before for an order with other content. */
    public VoiceServiceOutcome orderIdReused(VoiceServiceOrder order, Instant now) {
        return rejected(
                order,
                OrderRejectionCode.REQUEST_ID_REUSED,
                "orderId " + order.orderId() + " was used before for an order with other content.",
                now);
    }

    /** Begins an order that {@link #refusal} has nothing against. */
    public OrderStep begin(VoiceServiceOrder order, SiteView site, Instant now) {
        VoiceServiceOrder definite = order.type() == OrderType.CEASE && order.coolingOffDate() == null
                ? order.withCoolingOffDate(rules.today(now).plusDays(DAYS_OF_COOLING_OFF))
                : order;
        return new OrderWork(OrderProgress.notBegun(definite), rules, site, now).begin();
    }

    /** Goes on with an order now that something has happened to a number that it has picked. */
    public OrderStep proceed(OrderProgress progress, NumberEvent event, SiteView site, Instant now) {
        return new OrderWork(progress, rules, site, now).proceed(event);
    }

    /**
     * Asks what became of all that an order in progress waits for. What is told twice is taken once; what never arrived
     * is told to be refused, and the order goes on from how the number stands.
     */
    public List<ActionRequest> inquiries(OrderProgress progress, SiteView site) {
        return progress.picks().stream()
                .flatMap(pick -> waitsFor(pick, site)
                        .map(requestId -> ActionRequest.inquiry(requestId, pick.phoneNumber(), progress.order()))
                        .stream())
                .toList();
    }

    /** An order waits for its own request, or for another's that is being decided. */
    private static Optional<UUID> waitsFor(Pick pick, SiteView site) {
        return Optional.ofNullable(pick.awaited()).or(() -> site.number(pick.phoneNumber())
                .map(PhoneNumber::changeInProgress)
                .map(ChangeInProgress::requestId));
    }

    private Optional<String> datePassed(VoiceServiceOrder order, Instant now) {
        LocalDate date = order.coolingOffDate();
        return order.type() == OrderType.CEASE && date != null && date.isBefore(rules.today(now))
                ? Optional.of("coolingOffDate " + date + " has passed.")
                : Optional.empty();
    }

    private static VoiceServiceOutcome rejected(
            VoiceServiceOrder order, OrderRejectionCode code, String message, Instant now) {
        return new VoiceServiceOutcome(
                order.orderId(),
                WellFormed.abbreviated(order.siteId()),
                order.type(),
                WellFormed.abbreviated(order.party()),
                OrderResult.REJECTED,
                code,
                message,
                List.of(),
                null,
                now);
    }
}
