package io.ringfence.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a party numbers, all or none: picks them, has them allocated, one of them made the main number, and all put into
 * service. Whatever others do to them meanwhile is mended number by number; what cannot be has all undone.
 */
final class Addition implements OrderCourse {
    /** What an order asks for to undo what it did. */
    private static final Set<Action> GIVES_BACK =
            Set.of(Action.DEALLOCATE, Action.REMOVE_MAIN_NUMBER, Action.DEACTIVATE, Action.UNASSIGN_USER);

    private final OrderWork work;
    private final Selection selection;

    Addition(OrderWork work, Selection selection) {
        this.work = work;
        this.selection = selection;
    }

    @Override
    public void hear(Pick before, Pick after) {
        if (before.failed() || isUndoing()) {
            giveBack(after);
            return;
        }
        leaveOpen(before);
        if (selection.isOfNoUse(after)) {
            work.picks.drop(after);
            selection.lose(after);
        } else {
            work.picks.put(after);
            look(after);
        }
    }

    @Override
    public void fail(Pick before, Pick after, Rejection failure) {
        boolean isBeingGivenBack = before.failed() || isUndoing();
        if (!isBeingGivenBack) {
            leaveOpen(before);
            Pick failed = after.ofNoUse();
            work.picks.fail(failed);
            giveBack(failed);
            selection.fail(failed, failure);
        } else if (GIVES_BACK.contains(failure.action())) {
            keep(before, after);
        } else {
            giveBack(after);
        }
    }

    private void keep(Pick before, Pick after) {
        if (before.failed()) {
            work.picks.put(after.keptAsItIs());
        } else {
            work.picks.fail(after.keptAsItIs());
        }
    }

    private boolean isUndoing() {
        return work.position.phase() == OrderPhase.UNDOING;
    }

    private void leaveOpen(Pick before) {
        if (isCounted(before) && !isThere(before)) {
            work.position.open(-1);
        }
    }

    @Override
    public boolean goOn() {
        return switch (work.position.phase()) {
            case PICKING -> pick();
            case ALLOCATING, NOMINATING, ACTIVATING -> pursue();
            case UNDOING -> undo();
            case UNKNOWN, CEASING, CLEARING ->
                throw new IllegalStateException("No phase of ADD: " + work.position.phase());
        };
    }

    private boolean pick() {
        if (work.picks.count() < work.order.total()) {
            take();
        } else {
            work.position.enter(OrderPhase.ALLOCATING);
        }
        return true;
    }

    private void take() {
        List<Pick> found = selection.find();
        work.spend(found.size());
        if (work.position.phase() != OrderPhase.UNDOING) {
            found.forEach(work.picks::add);
            found.forEach(this::look);
        }
    }

    private boolean pursue() {
        if (work.picks.count() < work.order.total()) {
            take();
            return true;
        }
        if (work.position.cursor() != null) {
            work.sweep(this::look);
            return true;
        }
        if (work.position.open() > 0) {
            return false;
        }
        return proceed();
    }

    /** All numbers are as the phase wants them. */
    private boolean proceed() {
        if (selection.lacksMainNumber()) {
            work.position.enterWhereAllAreSeen(OrderPhase.NOMINATING);
            Pick nominee = selection.nominee();
            work.ask(nominee, outOfService(nominee.standing()).orElse(Action.NOMINATE_MAIN_NUMBER));
            work.position.open(1);
            work.spend(work.picks.count());
        } else if (work.order.activate() && work.position.phase() != OrderPhase.ACTIVATING) {
            work.position.enter(OrderPhase.ACTIVATING);
        } else if (work.picks.givenBack() > 0) {
            return false;
        } else {
            work.fulfilled("The party has the numbers.");
        }
        return true;
    }

    /** Has a number become what the phase wants of it, once the phase has come to it. */
    private void look(Pick pick) {
        if (isCounted(pick)) {
            Pick seen = next(pick).map(action -> work.ask(pick, action)).orElse(pick);
            work.position.open(isThere(seen) ? 0 : 1);
        }
    }

    private boolean isCounted(Pick pick) {
        return pick.isOfUse() && work.position.phase() != OrderPhase.PICKING && work.position.isSeen(pick);
    }

    private Optional<Action> next(Pick pick) {
        if (!pick.isIdle()) {
            return Optional.empty();
        }
        return switch (pick.standing()) {
            case FREE -> Optional.of(Action.ALLOCATE);
            case RESERVED ->
                work.position.phase() == OrderPhase.ACTIVATING ? Optional.of(Action.ACTIVATE) : Optional.empty();
            case UNKNOWN, ACTIVE, ASSIGNED, CHANGING, LOST -> Optional.empty();
        };
    }

    private boolean isThere(Pick pick) {
        return pick.isIdle()
                && pick.standing().isHeld()
                && (work.position.phase() != OrderPhase.ACTIVATING || pick.standing() != Standing.RESERVED);
    }

    private boolean undo() {
        if (work.position.cursor() != null) {
            work.sweep(this::giveBackInTurn);
            return true;
        }
        if (work.picks.count() > 0 || work.picks.givenBack() > 0) {
            return false;
        }
        work.rejected();
        return true;
    }

    /** What is of no use is given back as soon as that is known. */
    private void giveBackInTurn(Pick pick) {
        if (pick.isOfUse()) {
            giveBack(pick);
        }
    }

    /** Whatever the order took is as it was before, as far as it still is the party's. */
    private void giveBack(Pick pick) {
        boolean hasItsTurn = pick.failed() || work.position.isSeen(pick);
        if (!hasItsTurn || !pick.isIdle() || pick.isToBeWaitedFor()) {
            work.picks.put(pick);
        } else {
            owed(pick).ifPresentOrElse(action -> work.ask(pick, action), () -> owesNothing(pick));
        }
    }

    private void owesNothing(Pick pick) {
        if (pick.isOfUse()) {
            work.picks.drop(pick);
        } else {
            work.picks.put(pick);
        }
    }

    private static Optional<Action> owed(Pick pick) {
        return switch (pick.standing()) {
            case ACTIVE, ASSIGNED ->
                pick.heldBefore() && !pick.isTouched() ? Optional.empty() : outOfService(pick.standing());
            case RESERVED, UNKNOWN -> nominationOwed(pick).or(() -> allocationOwed(pick));
            case FREE -> nominationOwed(pick);
            case CHANGING, LOST -> Optional.empty();
        };
    }

    private static Optional<Action> nominationOwed(Pick pick) {
        return pick.isNominatedByOrder() ? Optional.of(Action.REMOVE_MAIN_NUMBER) : Optional.empty();
    }

    private static Optional<Action> allocationOwed(Pick pick) {
        return pick.heldBefore() ? Optional.empty() : Optional.of(Action.DEALLOCATE);
    }

    private static Optional<Action> outOfService(Standing standing) {
        return switch (standing) {
            case ACTIVE -> Optional.of(Action.DEACTIVATE);
            case ASSIGNED -> Optional.of(Action.UNASSIGN_USER);
            case UNKNOWN, FREE, RESERVED, CHANGING, LOST -> Optional.empty();
        };
    }
}
