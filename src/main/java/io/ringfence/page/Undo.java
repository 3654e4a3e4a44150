package io.ringfence.page;

import io.ringfence.api.number.RequestAnswer;
import io.ringfence.domain.Action;
import io.ringfence.domain.Party;
import io.ringfence.query.NumberRow;
import io.ringfence.query.NumberState;
import java.util.Optional;

/**
 * What makes a number what it was before a change.
 *
 * @param allocateTo whom it belonged to; null unless that is what was undone
 * @param userId who had it; null unless that is what was undone
 */
record Undo(Action action, Party allocateTo, String userId) {
    /** Of an accepted change, where it is allowed now. */
    static Optional<Undo> of(RequestAnswer.Accepted change, NumberRow now) {
        return Optional.ofNullable(change.before())
                .flatMap(before -> inverse(change.action(), before))
                .filter(undo -> now.availableActions().contains(undo.action));
    }

    private static Optional<Undo> inverse(Action action, NumberState before) {
        return switch (action) {
            case NOMINATE_MAIN_NUMBER -> plain(Action.REMOVE_MAIN_NUMBER);
            case REMOVE_MAIN_NUMBER -> plain(Action.NOMINATE_MAIN_NUMBER);
            case ALLOCATE -> plain(Action.DEALLOCATE);
            case DEALLOCATE -> Optional.of(new Undo(Action.ALLOCATE, before.allocatedTo(), null));
            case ACTIVATE -> plain(Action.DEACTIVATE);
            case DEACTIVATE -> plain(Action.ACTIVATE);
            case ASSIGN_USER -> plain(Action.UNASSIGN_USER);
            case UNASSIGN_USER -> Optional.of(new Undo(Action.ASSIGN_USER, null, before.assignedUser()));
            case PROVISION, WITHDRAW, LOCK, UNLOCK, START_COOLING_OFF, END_COOLING_OFF, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<Undo> plain(Action action) {
        return Optional.of(new Undo(action, null, null));
    }
}
