package io.ringfence.page;

import io.ringfence.api.number.RequestAnswer;
import io.ringfence.domain.Action;
import io.ringfence.domain.RejectionCode;
import io.ringfence.query.NumberRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What became of what was asked for, in a sentence.
 *
 * @param possible what may be asked instead; empty unless it was refused
 * @param pending the id of what has no outcome yet; empty once there is one
 */
record Note(Kind kind, String sentence, String possible, Optional<Undo> undo, Optional<UUID> pending) {
    /** What a note tells of. */
    enum Kind {
        DONE,
        REFUSED,
        PENDING
    }

    /**
     * Of an answer.
     *
     * @param now the number since; null where it has left
     */
    static Note of(RequestAnswer answer, NumberRow now) {
        if (answer instanceof RequestAnswer.Accepted accepted) {
            return new Note(
                    Kind.DONE,
                    done(accepted),
                    "",
                    Optional.ofNullable(now).flatMap(row -> Undo.of(accepted, row)),
                    Optional.empty());
        } else if (answer instanceof RequestAnswer.Rejected rejected) {
            return new Note(
                    Kind.REFUSED,
                    refused(rejected),
                    rejected.current() == null ? "" : possible(rejected.allowedActions()),
                    Optional.empty(),
                    Optional.empty());
        }
        return new Note(Kind.PENDING, "Being decided.", "", Optional.empty(), Optional.of(answer.requestId()));
    }

    private static String done(RequestAnswer.Accepted accepted) {
        String done = Words.done(accepted.action());
        return switch (accepted.action()) {
            case ALLOCATE -> done + " to " + Words.of(accepted.after().allocatedTo()) + ".";
            case ASSIGN_USER -> done + " to " + accepted.after().assignedUser() + ".";
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
                    UNKNOWN -> done + ".";
        };
    }

    private static String refused(RequestAnswer.Rejected rejected) {
        return rejected.code() == RejectionCode.VERSION_CONFLICT
                ? "Somebody else changed it meanwhile: " + rejected.message()
                : rejected.message();
    }

    private static String possible(List<Action> actions) {
        return actions.isEmpty()
                ? "Nothing is possible now."
                : "Possible now: " + actions.stream().map(Words::of).collect(Collectors.joining(", ")) + ".";
    }

    String css() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
