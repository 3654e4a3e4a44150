package io.ringfence.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Each costs some ten microseconds, and nobody else of the partition is served meanwhile; nor must a transaction with
     * many steps in it last too long.
     */
    private static final int LOOKS_OF_A_STEP = 100;

    private final Rules rules;

    public VoiceServices(Rules rules) {
        this.rules = rules;
    }

    /**
     * What an order comes to that cannot be carried out, whatever the numbers of its site are; empty when it can.
     *
     * @param key of its record; never null
     * @param isKnown whether a site ever had a number
     */
    public Optional<VoiceServiceOutcome> refusal(
            String key, VoiceServiceOrder order, Predicate<String> isKnown, Instant now) {
        return WellFormed.complaint(key, order)
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
                ? order.withCoolingOffDate(rules.coolingOffAfterCease(now))
                : order;
        OrderWork work = work(OrderProgress.notBegun(definite), site, now);
        if (order.type() == OrderType.ADD && site.hasInService(order.party())) {
            work.notNeeded("The party has numbers in service at site " + order.siteId() + " already.");
        } else if (order.type() == OrderType.ADD && order.activate()) {
            undoUnlessEntitled(order, site.party(order.party()), work);
        }
        return work.goOn(course(work));
    }

    /** Some would be refused when it comes to that: better said before any number is touched. */
    private static void undoUnlessEntitled(VoiceServiceOrder order, PartyAtSite party, OrderWork work) {
        if (party.isExceededBy(order.total())) {
            work.undo(
                    OrderRejectionCode.NO_VOICE_SERVICE,
                    "The order puts %s into service. %s"
                            .formatted(
                                    order.total() == 1 ? "1 number" : order.total() + " numbers",
                                    Objection.NotEntitled.sentence(
                                            order.siteId(),
                                            party.voiceServices().getAsInt(),
                                            party.inService())));
        }
    }

    /** Goes on with an order now that something has happened to a number that it has picked. */
    public OrderStep proceed(OrderProgress progress, NumberEvent event, SiteView site, Instant now) {
        return heard(event, work(progress, site, now));
    }

    /** Takes in what has happened to a number, and leaves going on for when what there is at the site can be found. */
    public OrderStep hear(OrderProgress progress, NumberEvent event, SiteView site, Instant now) {
        return heard(event, new OrderWork(progress, rules, site, now, 0));
    }

    private static OrderStep heard(NumberEvent event, OrderWork work) {
        OrderCourse course = course(work);
        work.hear(event, course);
        return work.goOn(course);
    }

    /** Goes on with an order that can without anything happening. */
    public OrderStep goOn(OrderProgress progress, SiteView site, Instant now) {
        OrderWork work = work(progress, site, now);
        return work.goOn(course(work));
    }

    private OrderWork work(OrderProgress progress, SiteView site, Instant now) {
        return new OrderWork(progress, rules, site, now, LOOKS_OF_A_STEP);
    }

    private static OrderCourse course(OrderWork work) {
        return switch (work.order.type()) {
            case ADD -> new Addition(work, work.order.isChosen() ? new Chosen(work) : new Add(work));
            case CEASE -> new Cease(work);
            case UNKNOWN -> throw new IllegalArgumentException("Nobody knows how to carry out " + work.order);
        };
    }

    /** What an order that the release before began is to this one, which remembers each of its numbers by itself. */
    public OrderStep moved(OrderProgress progress) {
        VoiceServiceOrder order = progress.order();
        List<Pick> picks = progress.former().picks();
        Map<String, Optional<Pick>> all = new HashMap<>();
        picks.forEach(pick -> all.put(pick.phoneNumber(), Optional.of(pick)));
        progress.former()
                .ceased()
                .forEach(number -> all.put(
                        number,
                        Optional.of(Pick.of(number, Standing.LOST, 0, number.equals(progress.mainNumber()))
                                .done())));
        OrderProgress moved = progress.with(now -> now.phase(formerPhase(progress))
                .cursor(PhasePosition.START)
                .picked(picks.size())
                .open(0)
                .mainNumber(order.type() == OrderType.ADD ? mainNumber(picks) : progress.mainNumber())
                .ceased(!progress.former().ceased().isEmpty())
                .awaited((int) picks.stream().filter(pick -> !pick.isIdle()).count())
                .former(null));
        return new OrderStep(order, Optional.of(moved), all, List.of(), Optional.empty(), true);
    }

    private static OrderPhase formerPhase(OrderProgress progress) {
        if (progress.code() != null) {
            return OrderPhase.UNDOING;
        }
        return progress.order().type() == OrderType.ADD ? OrderPhase.ALLOCATING : OrderPhase.CEASING;
    }

    private static String mainNumber(List<Pick> picks) {
        return picks.stream()
                .filter(Pick::mainNumber)
                .map(Pick::phoneNumber)
                .findFirst()
                .orElse(null);
    }

    /**
     * Asks what became of all that an order in progress waits for. What is told twice is taken once; what never arrived
     * is told to be refused, and the order goes on from how the number stands.
     */
    public List<ActionRequest> inquiries(OrderProgress progress, SiteView site) {
        VoiceServiceOrder order = progress.order();
        return site.picksFor(order.party()).after(PhasePosition.START, Integer.MAX_VALUE).stream()
                .filter(pick -> !pick.isDone())
                .flatMap(
                        pick -> waitsFor(pick, site)
                                .map(requestId -> OrderRequests.inquiry(order, requestId, pick.phoneNumber()))
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
