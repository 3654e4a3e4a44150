package io.ringfence.page;

import io.ringfence.domain.Action;

/**
 * A dialog about one number.
 *
 * @param version of the number that was looked at
 */
record AskView(RowView row, Action action, long version) {
    Needed needed() {
        return Needed.by(action);
    }

    String label() {
        return Words.of(action);
    }

    String title() {
        return label() + " " + row.number();
    }

    /** What it takes away, and from whom. */
    String consequence() {
        String holder = row.state().allocatedTo() == null
                ? "nobody"
                : Words.of(row.state().allocatedTo());
        return switch (action) {
            case DEALLOCATE -> holder + " gives the number up.";
            case DEACTIVATE -> "The number of " + holder + " goes out of service.";
            case UNASSIGN_USER -> row.state().assignedUser() + " gives the number up; it stays in service.";
            case REMOVE_MAIN_NUMBER ->
                row.state().allocatedTo() == null
                        ? "The number is no main number any more."
                        : holder + " has no main number at this site then.";
            case UNKNOWN,
                    PROVISION,
                    WITHDRAW,
                    LOCK,
                    UNLOCK,
                    START_COOLING_OFF,
                    END_COOLING_OFF,
                    NOMINATE_MAIN_NUMBER,
                    ALLOCATE,
                    ACTIVATE,
                    ASSIGN_USER -> "";
        };
    }
}
