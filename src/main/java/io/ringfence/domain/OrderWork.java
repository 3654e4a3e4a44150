package io.ringfence.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One step of an order while it is made: how far the order is, and what is to come of the step. */
final class OrderWork {
    /** Before the first number. */
    static final String START = "";

    final VoiceServiceOrder order;
    final SiteView site;

    private final Rules rules;
    private final OrderPicks before;
    private final Instant now;
    private final Map<String, Optional<Pick>> changes = new TreeMap<>();
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
        before = site.picksFor(order.party());
        phase = progress.phase();
        cursor = progress.cursor();
        picked = progress.picked();
        open = progress.open();
        mainNumber = progress.mainNumber();
        ceased = progress.ceased();
        code = progress.code();
        message = progress.message();
        asked = progress.asked();
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
                        order, phase, cursor, picked, open, mainNumber, ceased, code, message, asked, true, null));
        return new OrderStep(
                order, progress, changes, List.copyOf(requests), Optional.ofNullable(outcome), !waits && !isOver);
    }

    private boolean clear() {
        isOver = sweep(pick -> changes.put(pick.phoneNumber(), Optional.empty()));
        return true;
    }

    /** Tells what the order knows of a number once the event has happened to it; empty when that is what it knew. */
    Optional<Pick> hear(NumberEvent event, Pick pick) {
        if (event instanceof StateChange change) {
            return changed(pick, change);
        } else if (event instanceof Rejection rejection) {
            return refused(pick, rejection);
        }
        return pick.isIdle() || isGrantedToAnother(event, pick)
                ? Optional.of(pick.seen(current(pick)))
                : Optional.empty();
    }

    /** Whoever made the change: what was asked for at the version before it cannot be granted any more. */
    private Optional<Pick> changed(Pick pick, StateChange change) {
        if (change.version() <= pick.version()) {
            // The end of a cooling off that was due when the number was picked.
            return Optional.empty();
        }
        Pick seen = pick.seen(current(pick));
        boolean granted = change.requestId() != null && change.requestId().equals(pick.awaited());
        return Optional.of(granted ? seen.granted(change.action()) : seen);
    }

    private Optional<Pick> refused(Pick pick, Rejection rejection) {
        if (!rejection.requestId().equals(pick.awaited())) {
            return Optional.empty();
        }
        if (rejection.code() == RejectionCode.PARTY_HAS_MAIN_NUMBER) {
            undo(
                    OrderRejectionCode.PARTY_HAS_MAIN_NUMBER,
                    "While the order was being carried out, the party got a main number by another request, "
                            + rejection.heldBy() + ".");
        }
        return Optional.of(pick.seen(current(pick)));
    }

    /**
     * The number is as good as changed: what was asked for cannot be granted any more. Nor may the order keep it from
     * now on, for it is promised to a party whose own order may pick it.
     */
    private boolean isGrantedToAnother(NumberEvent event, Pick pick) {
        return event instanceof MainNumberClaim claim
                && !claim.number().changeInProgress().requestId().equals(pick.awaited())
                && site.mainNumberOf(claim.party())
                        .filter(claim.phoneNumber()::equals)
                        .isPresent();
    }

    private Pick current(Pick pick) {
        return site.number(pick.phoneNumber())
                .map(this::pick)
                .orElseGet(() -> Pick.of(pick.phoneNumber(), Standing.LOST, 0, false));
    }

    /** A number of the site as it stands to the order. */
    Pick pick(PhoneNumber listed) {
        PhoneNumber number = rules.asOf(now, listed);
        boolean promised = number.changeInProgress() != null
                && site.mainNumberOf(order.party())
                        .filter(number.phoneNumber()::equals)
                        .isPresent();
        return Pick.of(
                number.phoneNumber(), Standing.of(number, order, promised), number.version(), number.mainNumber());
    }

    /** Why a number, free or not, cannot be had for the order, as a sentence. */
    String whyNot(String phoneNumber, Action action) {
        return refusal(phoneNumber, action).orElse(phoneNumber + " was taken by another request.");
    }

    /** What the rules have against an action on a number at the site, as a sentence. */
    Optional<String> refusal(String phoneNumber, Action action) {
        return site.number(phoneNumber)
                .map(number -> rules.whyNot(number, action, now))
                .orElseGet(() -> Optional.of(phoneNumber + " is not at site " + order.siteId() + "."));
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
        List<Pick> some = picksAfter(cursor, limit);
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
        Optional<Pick> changed = changes.get(phoneNumber);
        return changed == null ? before.get(phoneNumber) : changed;
    }

    /** Every number that the order is about, lowest first. */
    List<Pick> picks() {
        return picksAfter(START, Integer.MAX_VALUE);
    }

    private List<Pick> picksAfter(String phoneNumber, int limit) {
        List<Pick> stored = before.after(phoneNumber, (int) Math.min(Integer.MAX_VALUE, (long) limit + changes.size()));
        Stream<Pick> unchanged = stored.stream().filter(pick -> !changes.containsKey(pick.phoneNumber()));
        Stream<Pick> changed = changes.values().stream()
                .flatMap(Optional::stream)
                .filter(pick -> pick.phoneNumber().compareTo(phoneNumber) > 0);
        return Stream.concat(unchanged, changed)
                .sorted(Comparator.comparing(Pick::phoneNumber))
                .limit(limit)
                .toList();
    }

    /** Takes a number in. */
    void add(Pick pick) {
        picked++;
        put(pick);
    }

    void put(Pick pick) {
        changes.put(pick.phoneNumber(), Optional.of(pick));
        if (pick.mainNumber() && mainNumber == null) {
            mainNumber = pick.phoneNumber();
        } else if (!pick.mainNumber()) {
            isNoMainNumber(pick);
        }
    }

    void drop(Pick pick) {
        picked--;
        changes.put(pick.phoneNumber(), Optional.empty());
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
