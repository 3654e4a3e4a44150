package io.ringfence.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One step of an order: what is known of it, and what it makes of that. */
final class OrderWork {
    /** Bounds what is remembered of an order and how many requests it has on their way. */
    private static final int LARGEST_BATCH = 1_000;

    private final Rules rules;
    private final SiteView site;
    private final Instant now;

    private final VoiceServiceOrder order;
    private final TreeMap<String, Pick> picks = new TreeMap<>();
    private final List<String> ceased;
    private String ceasedMainNumber;
    private OrderRejectionCode code;
    private String message;
    private int asked;

    private final List<ActionRequest> requests = new ArrayList<>();

    OrderWork(OrderProgress progress, Rules rules, SiteView site, Instant now) {
        this.rules = rules;
        this.site = site;
        this.now = now;
        order = progress.order();
        progress.picks().forEach(this::put);
        ceased = new ArrayList<>(progress.ceased());
        ceasedMainNumber = progress.ceasedMainNumber();
        code = progress.code();
        message = progress.message();
        asked = progress.asked();
    }

    OrderStep begin() {
        if (order.type() == OrderType.ADD && !held(1).isEmpty()) {
            return ended(OrderResult.NOT_NEEDED, "The party has numbers at site " + order.siteId() + " already.");
        }
        return goOn();
    }

    OrderStep proceed(NumberEvent event) {
        Pick pick = picks.get(event.phoneNumber());
        if (event instanceof StateChange change) {
            changed(pick, change);
        } else if (event instanceof Rejection rejection) {
            refused(pick, rejection);
        } else if (pick.isIdle() || isGrantedToAnother(event, pick)) {
            put(pick.seen(current(pick.phoneNumber()), false));
        }
        return goOn();
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

    /** Whoever made the change: what was asked for at the version before it cannot be granted any more. */
    private void changed(Pick pick, StateChange change) {
        if (change.version() <= pick.version()) {
            // The end of a cooling off that was due when the number was picked.
            return;
        }
        boolean granted = change.requestId() != null && change.requestId().equals(pick.awaited());
        if (granted && change.action() == Action.START_COOLING_OFF) {
            ceased.add(pick.phoneNumber());
            ceasedMainNumber = pick.mainNumber() ? pick.phoneNumber() : ceasedMainNumber;
        }
        put(pick.seen(current(pick.phoneNumber()), granted && change.action() == Action.NOMINATE_MAIN_NUMBER));
    }

    private void refused(Pick pick, Rejection rejection) {
        if (!rejection.requestId().equals(pick.awaited())) {
            return;
        }
        put(pick.seen(current(pick.phoneNumber()), false));
        if (rejection.code() == RejectionCode.PARTY_HAS_MAIN_NUMBER) {
            undo(
                    OrderRejectionCode.PARTY_HAS_MAIN_NUMBER,
                    "While the order was being carried out, the party got a main number by another request, "
                            + rejection.heldBy() + ".");
        }
    }

    private OrderStep goOn() {
        return order.type() == OrderType.ADD ? add() : cease();
    }

    private OrderStep add() {
        if (code == null) {
            drop(pick -> pick.standing() == Standing.LOST || isSpareMainNumber(pick));
            pickMissing();
        }
        if (code != null) {
            return giveBack();
        }
        askEach(pick -> pick.standing() == Standing.FREE ? Optional.of(Action.ALLOCATE) : Optional.empty());
        if (!all(pick -> pick.isIdle() && pick.standing().isHeld())) {
            return unfinished();
        }
        if (order.withMainNumber() && mainNumber() == null) {
            nominateLowest();
            return unfinished();
        }
        if (order.activate() && !all(pick -> pick.standing() != Standing.RESERVED)) {
            askEach(pick -> pick.standing() == Standing.RESERVED ? Optional.of(Action.ACTIVATE) : Optional.empty());
            return unfinished();
        }
        return ended(OrderResult.FULFILLED, "The party has the numbers.");
    }

    /** Somebody nominated it meanwhile: of use only to an order that wants a main number and has none. */
    private boolean isSpareMainNumber(Pick pick) {
        return pick.isIdle()
                && pick.standing() == Standing.FREE
                && pick.mainNumber()
                && !(order.withMainNumber() && pick.phoneNumber().equals(mainNumber()));
    }

    private void pickMissing() {
        int missing = order.total() - picks.size();
        if (missing > 0 && order.withMainNumber() && mainNumber() == null) {
            missing -= pick(1, number -> number.mainNumber());
        }
        if (missing > 0) {
            missing -= pick(missing, number -> !number.mainNumber());
        }
        if (missing > 0) {
            undo(
                    OrderRejectionCode.INSUFFICIENT_NUMBERS,
                    "The order takes %d numbers, and there were %d.".formatted(order.total(), picks.size()));
        }
    }

    /** The lowest that can still be nominated; one that somebody else put into service is taken out of it first. */
    private void nominateLowest() {
        Pick lowest = picks.values().stream()
                .filter(pick -> pick.standing() == Standing.RESERVED)
                .findFirst()
                .orElseGet(() -> picks.firstEntry().getValue());
        ask(lowest, outOfService(lowest.standing()).orElse(Action.NOMINATE_MAIN_NUMBER));
    }

    /** All or nothing: whatever the order took is as it was before, as far as it still is the party's. */
    private OrderStep giveBack() {
        drop(pick -> !pick.standing().isHeld()
                && pick.standing() != Standing.CHANGING
                && !(pick.standing() == Standing.FREE && isNominatedByOrder(pick)));
        askEach(pick -> {
            if (pick.standing() == Standing.CHANGING) {
                return Optional.empty();
            }
            return Optional.of(outOfService(pick.standing())
                    .orElse(isNominatedByOrder(pick) ? Action.REMOVE_MAIN_NUMBER : Action.DEALLOCATE));
        });
        return picks.isEmpty() ? ended(OrderResult.REJECTED, message) : unfinished();
    }

    private static boolean isNominatedByOrder(Pick pick) {
        return pick.nominatedByOrder() && pick.mainNumber();
    }

    private static Optional<Action> outOfService(Standing standing) {
        return switch (standing) {
            case ACTIVE -> Optional.of(Action.DEACTIVATE);
            case ASSIGNED -> Optional.of(Action.UNASSIGN_USER);
            case UNKNOWN, FREE, RESERVED, CHANGING, LOST -> Optional.empty();
        };
    }

    private OrderStep cease() {
        drop(pick -> !pick.standing().isHeld() && pick.standing() != Standing.CHANGING);
        if (picks.isEmpty()) {
            held(LARGEST_BATCH).forEach(this::put);
        }
        if (picks.isEmpty()) {
            return ceased.isEmpty()
                    ? ended(OrderResult.NOT_NEEDED, "The party has no numbers at site " + order.siteId() + ".")
                    : ended(OrderResult.FULFILLED, "The party's numbers cool off.");
        }
        askEach(pick -> pick.standing().isHeld() ? Optional.of(Action.START_COOLING_OFF) : Optional.empty());
        return unfinished();
    }

    private void undo(OrderRejectionCode reason, String sentence) {
        if (code == null) {
            code = reason;
            message = sentence;
        }
    }

    private List<Pick> held(int limit) {
        try (Stream<PhoneNumber> numbers = site.numbers()) {
            return numbers.map(this::pick)
                    .filter(pick -> pick.standing().isHeld() || pick.standing() == Standing.CHANGING)
                    .limit(limit)
                    .toList();
        }
    }

    /** Picks the lowest that are free, and returns how many. */
    private int pick(int limit, Predicate<PhoneNumber> wanted) {
        try (Stream<PhoneNumber> numbers = site.numbers()) {
            List<Pick> found = numbers.filter(wanted)
                    .filter(number -> !picks.containsKey(number.phoneNumber()) && !site.isPicked(number.phoneNumber()))
                    .map(this::pick)
                    .filter(pick -> pick.standing() == Standing.FREE)
                    .limit(limit)
                    .toList();
            found.forEach(this::put);
            return found.size();
        }
    }

    private Pick current(String phoneNumber) {
        return site.number(phoneNumber)
                .map(this::pick)
                .orElseGet(() -> new Pick(phoneNumber, Standing.LOST, 0, false, false, null));
    }

    private Pick pick(PhoneNumber listed) {
        PhoneNumber number = rules.asOf(now, listed);
        boolean promised = number.changeInProgress() != null
                && site.mainNumberOf(order.party())
                        .filter(number.phoneNumber()::equals)
                        .isPresent();
        return new Pick(
                number.phoneNumber(),
                Standing.of(number, order.party(), promised),
                number.version(),
                number.mainNumber(),
                false,
                null);
    }

    private String mainNumber() {
        return picks.values().stream()
                .filter(Pick::mainNumber)
                .map(Pick::phoneNumber)
                .findFirst()
                .orElse(null);
    }

    private boolean all(Predicate<Pick> condition) {
        return picks.values().stream().allMatch(condition);
    }

    private void drop(Predicate<Pick> unusable) {
        picks.values().removeIf(pick -> pick.isIdle() && unusable.test(pick));
    }

    private void askEach(Function<Pick, Optional<Action>> action) {
        List.copyOf(picks.values()).stream().filter(Pick::isIdle).forEach(pick -> action.apply(pick)
                .ifPresent(wanted -> ask(pick, wanted)));
    }

    private void ask(Pick pick, Action action) {
        UUID requestId = UUID.nameUUIDFromBytes(
                (order.siteId() + "/" + order.orderId() + "/" + asked).getBytes(StandardCharsets.UTF_8));
        asked++;
        put(pick.awaiting(requestId));
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
    }

    /** An order may have waited its turn until after its date. */
    private LocalDate coolingOffDate() {
        LocalDate today = rules.today(now);
        return order.coolingOffDate().isBefore(today) ? today : order.coolingOffDate();
    }

    private void put(Pick pick) {
        picks.put(pick.phoneNumber(), pick);
    }

    private OrderStep unfinished() {
        return new OrderStep(progress(List.copyOf(picks.values())), requests, Optional.empty());
    }

    private OrderStep ended(OrderResult result, String sentence) {
        boolean add = order.type() == OrderType.ADD;
        VoiceServiceOutcome outcome = new VoiceServiceOutcome(
                order.orderId(),
                order.siteId(),
                order.type(),
                order.party(),
                result,
                code,
                sentence,
                add ? List.copyOf(picks.keySet()) : ceased.stream().sorted().toList(),
                add ? mainNumber() : ceasedMainNumber,
                now);
        return new OrderStep(progress(List.of()), requests, Optional.of(outcome));
    }

    private OrderProgress progress(List<Pick> remaining) {
        return new OrderProgress(order, remaining, ceased, ceasedMainNumber, code, message, asked, true);
    }
}
