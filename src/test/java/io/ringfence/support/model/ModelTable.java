package io.ringfence.support.model;

import static io.ringfence.domain.TransitionTable.TABLE;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.Party;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Status;
import io.ringfence.domain.TransitionTable.Cell;
import io.ringfence.domain.TransitionTable.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** The design's rules read out loud, and their table. Shares no line with what it is held against. */
final class ModelTable {
    private ModelTable() {}

    static LocalDate today(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    static boolean isDue(ModelNumber number, Instant now) {
        return number.status == Status.COOLDOWN && number.until.isBefore(today(now));
    }

    /** The code of the first rule that fails; null when none does. */
    static RejectionCode refusal(ModelNumber number, Envelope asked, Instant now) {
        ActionRequest request = asked.request();
        Action action = request.action();
        if (isMalformed(request)) {
            return RejectionCode.INVALID_REQUEST;
        }
        if (asked.channel() != Channel.ORDERS && asked.channel() != TABLE.channel(action)) {
            return RejectionCode.NOT_PERMITTED;
        }
        if (action == Action.PROVISION) {
            return number.isThere() ? RejectionCode.ALREADY_PROVISIONED : null;
        }
        if (!number.isThere()) {
            return RejectionCode.UNKNOWN_NUMBER;
        }
        if (!number.siteId.equals(request.siteId())) {
            return RejectionCode.WRONG_SITE;
        }
        if (request.expectedVersion() != null && request.expectedVersion() != number.version) {
            return RejectionCode.VERSION_CONFLICT;
        }
        RejectionCode standing = refusalNow(number, action);
        if (standing != null) {
            return standing;
        }
        boolean passed =
                action == Action.START_COOLING_OFF && request.coolingOffDate().isBefore(today(now));
        return passed ? RejectionCode.INVALID_REQUEST : null;
    }

    /** What the operator's or the provider's systems could ask of the number as it is. */
    static List<Action> allowed(ModelNumber number, Channel channel) {
        return Stream.of(Action.values())
                .filter(action -> TABLE.channel(action) == channel && refusalNow(number, action) == null)
                .toList();
    }

    private static RejectionCode refusalNow(ModelNumber number, Action action) {
        return number.progress != null
                ? RejectionCode.CHANGE_IN_PROGRESS
                : cell(number, action).code();
    }

    private static Cell cell(ModelNumber number, Action action) {
        State state = number.isThere()
                ? new State(number.status, number.main, number.locked, number.details.kind())
                : State.UNKNOWN;
        return TABLE.cell(state, action);
    }

    private static boolean isMalformed(ActionRequest request) {
        if (request.requestedBy().isBlank()) {
            return true;
        }
        return switch (request.action()) {
            case PROVISION -> request.details() == null;
            case ALLOCATE -> request.allocateTo() == null;
            case ASSIGN_USER -> request.userId() == null;
            case START_COOLING_OFF -> request.coolingOffDate() == null;
            default -> false;
        };
    }

    /** The party that the request, otherwise acceptable, would give a main number; null when none. */
    static Party claimant(ModelNumber number, ActionRequest request) {
        if (request.action() == Action.NOMINATE_MAIN_NUMBER && number.status == Status.RESERVED) {
            return number.party;
        }
        if (request.action() == Action.ALLOCATE && number.main) {
            return request.allocateTo();
        }
        return null;
    }

    static void apply(ModelNumber number, ActionRequest request, Instant now) {
        String result = cell(number, request.action()).result();
        switch (result) {
            case "gone" -> {
                number.status = null;
                number.until = null;
                number.main = false;
                number.locked = false;
                number.lockReason = null;
            }
            case "+main" -> number.main = true;
            case "-main" -> number.main = false;
            case "+locked" -> {
                number.locked = true;
                number.lockReason = request.reason();
            }
            case "-locked" -> {
                number.locked = false;
                number.lockReason = null;
            }
            default -> move(number, Status.valueOf(result), request, now);
        }
    }

    private static void move(ModelNumber number, Status to, ActionRequest request, Instant now) {
        Status then = to;
        if (!number.isThere()) {
            number.siteId = request.siteId();
            number.details = request.details();
            LocalDate until = request.coolingOffDate();
            then = until == null || until.isBefore(today(now)) ? to : Status.COOLDOWN;
        }
        boolean held = then != Status.AVAILABLE && then != Status.COOLDOWN;
        Party holder = number.party == null ? request.allocateTo() : number.party;
        number.status = then;
        number.until = then == Status.COOLDOWN ? request.coolingOffDate() : null;
        number.party = held ? holder : null;
        number.user = then == Status.ASSIGNED ? request.userId() : null;
    }
}
