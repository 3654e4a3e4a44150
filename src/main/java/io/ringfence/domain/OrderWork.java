package io.ringfence.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One step of an order while it is made: what all courses share. */
final class OrderWork {
    final VoiceServiceOrder order;
    final SiteView site;
    final NumberSight sight;
    final StepPicks picks;
    final PhasePosition position;

    private final OrderRequests requests;
    private final Instant now;

    private OrderRejectionCode code;
    private String message;
    private VoiceServiceOutcome outcome;
    private boolean isOver;
    private boolean isOfNewerRelease;
    private int budget;

    /**
     * @param budget how often the step may look at a number
     */
    OrderWork(OrderProgress progress, Rules rules, SiteView site, Instant now, int budget) {
        this.site = site;
        this.now = now;
        this.budget = budget;
        order = progress.order();
        sight = new NumberSight(order, rules, site, now);
        picks = new StepPicks(site.picksFor(order.party()), progress);
        position = new PhasePosition(progress);
        requests = new OrderRequests(progress, rules, now);
        code = progress.code();
        message = progress.message();
    }

    /** Lets the order go on as far as the budget lets it, or until it has to wait. */
    OrderStep goOn(OrderCourse course) {
        boolean waits = false;
        while (!waits && !isOver && budget > 0) {
            waits = !(position.phase() == OrderPhase.CLEARING ? clear() : course.goOn()) || isOfNewerRelease;
        }
        return new OrderStep(
                order,
                isOver ? Optional.empty() : Optional.of(progress()),
                picks.changes(),
                requests.ofTheStep(),
                Optional.ofNullable(outcome),
                !waits && !isOver);
    }

    private OrderProgress progress() {
        return OrderProgressBuilder.builder()
                .order(order)
                .phase(position.phase())
                .cursor(position.cursor())
                .picked(picks.count())
                .open(position.open())
                .mainNumber(picks.mainNumber())
                .ceased(picks.haveCeased())
                .code(code)
                .message(message)
                .asked(requests.asked())
                .awaited(requests.awaited())
                .givenBack(picks.givenBack())
                .known(true)
                .build();
    }

    private boolean clear() {
        isOver = sweep(picks::remove);
        return true;
    }

    /** Takes in what has happened to a number of the order. */
    void hear(NumberEvent event, OrderCourse course) {
        if (position.phase() == OrderPhase.CLEARING) {
            return;
        }
        picks.get(event.phoneNumber()).filter(pick -> !pick.kept()).ifPresent(pick -> hear(event, pick, course));
    }

    private void hear(NumberEvent event, Pick before, OrderCourse course) {
        if (event instanceof PendingChange change && isAtPlatform(change, before)) {
            if (!before.atPlatform()) {
                requests.answered();
                picks.put(before.withAtPlatform(true));
            }
            return;
        }
        Optional<Rejection> refused = Optional.of(event)
                .filter(Rejection.class::isInstance)
                .map(Rejection.class::cast)
                .filter(rejection -> rejection.requestId().equals(before.awaited()));
        refused.ifPresent(this::undoWhereNoOtherNumberWillDo);
        sight.after(event, before).ifPresent(after -> {
            if (!before.isIdle() && !before.atPlatform()) {
                requests.answered();
            }
            refused.filter(rejection -> rejection.code() == RejectionCode.FULFILMENT_FAILED)
                    .ifPresentOrElse(
                            rejection -> course.fail(before, after, rejection), () -> course.hear(before, after));
        });
    }

    /** It may take that as long as it likes: others may ask for more meanwhile. */
    private static boolean isAtPlatform(PendingChange change, Pick pick) {
        return change.question() == Question.FULFILMENT
                && change.number().changeInProgress().requestId().equals(pick.awaited());
    }

    private void undoWhereNoOtherNumberWillDo(Rejection rejection) {
        if (rejection.code() == RejectionCode.PARTY_HAS_MAIN_NUMBER) {
            undo(
                    OrderRejectionCode.PARTY_HAS_MAIN_NUMBER,
                    "While the order was being carried out, the party got a main number by another request, "
                            + rejection.heldBy() + ".");
        } else if (rejection.code() == RejectionCode.NO_VOICE_SERVICE) {
            undo(OrderRejectionCode.NO_VOICE_SERVICE, rejection.message());
        }
    }

    /** Looks at some more of the numbers, if there are any. Returns whether that were the last. */
    boolean sweep(Consumer<Pick> visitor) {
        int limit = budget;
        List<Pick> some = picks.after(position.cursor(), limit);
        for (Pick pick : some) {
            if (!pick.known()) {
                // Left to the release that knows what it is.
                isOfNewerRelease = true;
                return false;
            }
            position.moveTo(pick.phoneNumber());
            visitor.accept(pick);
        }
        spend(some.size());
        boolean last = some.size() < limit;
        if (last) {
            position.moveTo(null);
        }
        return last;
    }

    int budget() {
        return budget;
    }

    void spend(int looks) {
        budget -= Math.max(looks, 1);
    }

    /** Asks for a change of a number; returns the number as it then stands. */
    Pick ask(Pick pick, Action action) {
        Pick waiting = requests.ask(pick, action);
        picks.put(waiting);
        return waiting;
    }

    /** From now on the order gives back what it took. */
    void undo(OrderRejectionCode reason, String sentence) {
        if (code == null) {
            code = reason;
            message = sentence;
            position.enter(OrderPhase.UNDOING);
        }
    }

    void fulfilled(String sentence) {
        end(
                OrderResult.FULFILLED,
                sentence,
                picks.ofUse().stream().map(Pick::phoneNumber).toList(),
                picks.mainNumber());
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
                sentence + ofThoseKept(),
                numbers,
                main,
                now);
        position.enter(OrderPhase.CLEARING);
    }

    private String ofThoseKept() {
        List<String> kept =
                picks.all().stream().filter(Pick::kept).map(Pick::phoneNumber).toList();
        return kept.isEmpty()
                ? ""
                : " The voice platform could not take back %s: they stay as they are."
                        .formatted(String.join(", ", kept));
    }
}
