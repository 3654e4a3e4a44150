package io.ringfence.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** One step of an order while it is made: how far the order is, and what is to come of the step. */
final class OrderWork {
    /** Before the first number. */
    static final String START = "";

    final VoiceServiceOrder order;
    final SiteView site;

    final NumberSight sight;

    private final Rules rules;
    private final Instant now;
    private final StepPicks picks;
    private final List<ActionRequest> requests = new ArrayList<>();

    private OrderPhase phase;
    private String cursor;
    private int picked;
    private int open;
    private String mainNumber;
    private boolean ceased;
    private OrderRejectionCode code;
    private String message;
    private int asked;
    private int awaited;
    private VoiceServiceOutcome outcome;
    private boolean isOver;
    private boolean isOfNewerRelease;
    private int budget;

    /**
     * @param budget how often the step may look at a number
     */
    OrderWork(OrderProgress progress, Rules rules, SiteView site, Instant now, int budget) {
        this.rules = rules;
        this.site = site;
        this.now = now;
        this.budget = budget;
        order = progress.order();
        sight = new NumberSight(order, rules, site, now);
        picks = new StepPicks(site.picksFor(order.party()));
        phase = progress.phase();
        cursor = progress.cursor();
        picked = progress.picked();
        open = progress.open();
        mainNumber = progress.mainNumber();
        ceased = progress.ceased();
        code = progress.code();
        message = progress.message();
        asked = progress.asked();
        awaited = progress.awaited();
    }

    /** Lets the order go on as far as the budget lets it, or until it has to wait. */
    OrderStep goOn(OrderCourse course) {
        boolean waits = false;
        while (!waits && !isOver && budget > 0) {
            waits = !(phase == OrderPhase.CLEARING ? clear() : course.goOn()) || isOfNewerRelease;
        }
        Optional<OrderProgress> progress = isOver
                ? Optional.empty()
                : Optional.of(new OrderProgress(
                        order,
                        phase,
                        cursor,
                        picked,
                        open,
                        mainNumber,
                        ceased,
                        code,
                        message,
                        asked,
                        awaited,
                        true,
                        null));
        return new OrderStep(
                order,
                progress,
                picks.changes(),
                List.copyOf(requests),
                Optional.ofNullable(outcome),
                !waits && !isOver);
    }

    private boolean clear() {
        isOver = sweep(picks::remove);
        return true;
    }

    /** Takes in what has happened to a number of the order. */
    void hear(NumberEvent event, OrderCourse course) {
        if (phase == OrderPhase.CLEARING) {
            return;
        }
        if (event instanceof Rejection rejection && rejection.code() == RejectionCode.PARTY_HAS_MAIN_NUMBER) {
            pick(event.phoneNumber())
                    .filter(pick -> rejection.requestId().equals(pick.awaited()))
                    .ifPresent(pick -> undo(
                            OrderRejectionCode.PARTY_HAS_MAIN_NUMBER,
                            "While the order was being carried out, the party got a main number by another request, "
                                    + rejection.heldBy() + "."));
        }
        pick(event.phoneNumber()).ifPresent(before -> sight.after(event, before).ifPresent(after -> {
            awaited -= before.isIdle() ? 0 : 1;
            course.hear(before, after);
        }));
    }

    OrderPhase phase() {
        return phase;
    }

    /** Enters a phase, which has yet to look at each of the order's numbers. */
    void enter(OrderPhase next) {
        phase = next;
        cursor = START;
        open = 0;
    }

    /** Enters a phase that has no need to. */
    void enterWhereAllAreSeen(OrderPhase next) {
        phase = next;
        cursor = null;
        open = 0;
    }

    /** Where the phase has not looked at all numbers: the one up to which it has. */
    String cursor() {
        return cursor;
    }

    void moveTo(String phoneNumber) {
        cursor = phoneNumber;
    }

    /** Whether the phase has looked at the number. */
    boolean isSeen(Pick pick) {
        return cursor == null || pick.phoneNumber().compareTo(cursor) <= 0;
    }

    /** Looks at some more of the numbers, if there are any. Returns whether that were the last. */
    boolean sweep(Consumer<Pick> visitor) {
        int limit = budget;
        List<Pick> some = picks.after(cursor, limit);
        for (Pick pick : some) {
            if (!pick.known()) {
                // Left to the release that knows what it is.
                isOfNewerRelease = true;
                return false;
            }
            cursor = pick.phoneNumber();
            visitor.accept(pick);
        }
        spend(some.size());
        boolean last = some.size() < limit;
        cursor = last ? null : cursor;
        return last;
    }

    int budget() {
        return budget;
    }

    void spend(int looks) {
        budget -= Math.max(looks, 1);
    }

    int picked() {
        return picked;
    }

    int open() {
        return open;
    }

    void open(int more) {
        open += more;
    }

    String mainNumber() {
        return mainNumber;
    }

    Optional<Pick> pick(String phoneNumber) {
        return picks.get(phoneNumber);
    }

    /** Every number that the order is about, lowest first. */
    List<Pick> picks() {
        return picks.after(START, Integer.MAX_VALUE);
    }

    /** Takes a number in. */
    void add(Pick pick) {
        picked++;
        put(pick);
    }

    void put(Pick pick) {
        picks.put(pick);
        if (pick.mainNumber() && mainNumber == null) {
            mainNumber = pick.phoneNumber();
        } else if (!pick.mainNumber()) {
            isNoMainNumber(pick);
        }
    }

    void drop(Pick pick) {
        picked--;
        picks.remove(pick);
        isNoMainNumber(pick);
    }

    private void isNoMainNumber(Pick pick) {
        if (pick.phoneNumber().equals(mainNumber)) {
            mainNumber = picks().stream()
                    .filter(Pick::mainNumber)
                    .map(Pick::phoneNumber)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Keeps the number for the outcome, and is done with it. */
    void cease(Pick pick) {
        put(pick);
        picked--;
        ceased = true;
    }

    /** Asks for a change of a number; returns the number as it then stands. */
    Pick ask(Pick pick, Action action) {
        UUID requestId = UUID.nameUUIDFromBytes(
                (order.siteId() + "/" + order.orderId() + "/" + asked).getBytes(StandardCharsets.UTF_8));
        asked++;
        awaited++;
        Pick waiting = pick.awaiting(requestId);
        put(waiting);
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
        return waiting;
    }

    /** An order may have waited its turn until after its date. */
    private LocalDate coolingOffDate() {
        LocalDate today = rules.today(now);
        return order.coolingOffDate().isBefore(today) ? today : order.coolingOffDate();
    }

    /** From now on the order gives back what it took. */
    void undo(OrderRejectionCode reason, String sentence) {
        if (code == null) {
            code = reason;
            message = sentence;
            enter(OrderPhase.UNDOING);
        }
    }

    void fulfilled(String sentence) {
        end(
                OrderResult.FULFILLED,
                sentence,
                picks().stream().map(Pick::phoneNumber).toList(),
                mainNumber);
    }

    void notNeeded(String sentence) {
        end(OrderResult.NOT_NEEDED, sentence, List.of(), null);
    }

    void rejected() {
        end(OrderResult.REJECTED, message, List.of(), null);
    }

    private void end(OrderResult result, String sentence, List<String> numbers, String main) {
        outcome = new VoiceServiceOutcome(
                order.orderId(),
                order.siteId(),
                order.type(),
                order.party(),
                result,
                code,
                sentence,
                numbers,
                main,
                now);
        enter(OrderPhase.CLEARING);
    }

    boolean hasCeased() {
        return ceased;
    }
}
