package io.ringfence.page;

import io.ringfence.domain.Action;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.UnavailableAction;
import io.ringfence.query.NumberRow;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What may be done with a number, or may not.
 *
 * @param reason why not, as a sentence; null where it may be done
 */
record Control(Action action, String reason) {
    /** Where in a row a control stands. */
    enum Column {
        STATUS,
        ALLOCATION,
        MAIN_NUMBER
    }

    /** The controls of a row: what is offered, and what is not for a reason that the row does not show by itself. */
    static List<Control> of(NumberRow row, Column column) {
        return controls(row, refused -> isNews(refused.code()))
                .filter(control -> column(control.action) == column)
                .toList();
    }

    /** Everything that the operator could ever do with the number. */
    static List<Control> all(NumberRow row) {
        return controls(row, any -> true)
                .sorted(Comparator.comparing(Control::action))
                .toList();
    }

    private static Stream<Control> controls(NumberRow row, Predicate<UnavailableAction> shown) {
        return Stream.concat(
                row.availableActions().stream().map(action -> new Control(action, null)),
                row.unavailableActions().stream()
                        .filter(shown)
                        .map(refused -> new Control(refused.action(), refused.message())));
    }

    boolean isAvailable() {
        return reason == null;
    }

    String label() {
        return Words.of(action);
    }

    /** Whether something must be said or confirmed first. */
    boolean asks() {
        return Needed.by(action) != Needed.NOTHING || isDestructive(action);
    }

    /** Whether it takes something from somebody. */
    private static boolean isDestructive(Action action) {
        return switch (action) {
            case DEALLOCATE, DEACTIVATE, UNASSIGN_USER, REMOVE_MAIN_NUMBER, WITHDRAW, START_COOLING_OFF -> true;
            case NOMINATE_MAIN_NUMBER,
                    ALLOCATE,
                    ACTIVATE,
                    ASSIGN_USER,
                    PROVISION,
                    LOCK,
                    UNLOCK,
                    END_COOLING_OFF,
                    UNKNOWN -> false;
        };
    }

    private static Column column(Action action) {
        return switch (action) {
            case NOMINATE_MAIN_NUMBER, REMOVE_MAIN_NUMBER -> Column.MAIN_NUMBER;
            case ALLOCATE, DEALLOCATE -> Column.ALLOCATION;
            case ACTIVATE,
                    DEACTIVATE,
                    ASSIGN_USER,
                    UNASSIGN_USER,
                    PROVISION,
                    WITHDRAW,
                    LOCK,
                    UNLOCK,
                    START_COOLING_OFF,
                    END_COOLING_OFF,
                    UNKNOWN -> Column.STATUS;
        };
    }

    /** Status, lock, cooling off and a change in progress stand in the row already. */
    private static boolean isNews(RejectionCode code) {
        return switch (code) {
            case NOT_DIRECT, IS_MAIN_NUMBER, PARTY_HAS_MAIN_NUMBER, ASSIGNED_TO_USER, NO_VOICE_SERVICE -> true;
            case UNKNOWN,
                    INVALID_REQUEST,
                    NOT_PERMITTED,
                    UNKNOWN_NUMBER,
                    ALREADY_PROVISIONED,
                    WRONG_SITE,
                    VERSION_CONFLICT,
                    CHANGE_IN_PROGRESS,
                    LOCKED,
                    INVALID_STATUS,
                    ALREADY_LOCKED,
                    NOT_LOCKED,
                    ALREADY_MAIN_NUMBER,
                    NOT_MAIN_NUMBER,
                    COOLING_OFF,
                    REQUEST_ID_REUSED,
                    FULFILMENT_FAILED -> false;
        };
    }
}
