package io.ringfence.page;

import io.ringfence.domain.Action;

/** What must be said before an action can be asked. */
enum Needed {
    NOTHING,
    /** Whom the number is for. */
    PARTY,
    /** Who is to have it. */
    USER;

    static Needed by(Action action) {
        return switch (action) {
            case ALLOCATE -> PARTY;
            case ASSIGN_USER -> USER;
            case NOMINATE_MAIN_NUMBER,
                    REMOVE_MAIN_NUMBER,
                    DEALLOCATE,
                    ACTIVATE,
                    DEACTIVATE,
                    UNASSIGN_USER,
                    PROVISION,
                    WITHDRAW,
                    LOCK,
                    UNLOCK,
                    START_COOLING_OFF,
                    END_COOLING_OFF,
                    UNKNOWN -> NOTHING;
        };
    }
}
