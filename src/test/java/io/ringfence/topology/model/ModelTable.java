package io.ringfence.topology.model;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The design's rules and their table, read out loud. Shares no line with what it is held against. */
final class ModelTable {
    private static final Set<Action> OPERATORS = EnumSet.of(
            Action.NOMINATE_MAIN_NUMBER,
            Action.REMOVE_MAIN_NUMBER,
            Action.ALLOCATE,
            Action.DEALLOCATE,
            Action.ACTIVATE,
            Action.DEACTIVATE,
            Action.ASSIGN_USER,
            Action.UNASSIGN_USER);

    private static final Set<Action> PROVIDERS = EnumSet.of(
            Action.PROVISION,
            Action.WITHDRAW,
            Action.LOCK,
            Action.UNLOCK,
            Action.START_COOLING_OFF,
            Action.END_COOLING_OFF);

    private ModelTable() {}

    static Channel topic(Action action) {
        return OPERATORS.contains(action) ? Channel.ACTIONS : Channel.PROVISIONING;
    }

    static LocalDate today(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    static boolean isDue(ModelNumber number, Instant now) {
        return number.status == Status.COOLDOWN && number.until.isBefore(today(now));
    }

    /** The code of the first rule that fails; null when none does. */
    static RejectionCode refusal(ModelNumber number, ActionRequest request, Instant now) {
        Action action = request.action();
        if (isMalformed(request)) {
            return RejectionCode.INVALID_REQUEST;
        }
        if (request.channel() != Channel.ORDERS && request.channel() != topic(action)) {
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
        Set<Action> ofChannel =
                switch (channel) {
                    case ACTIONS -> OPERATORS;
                    case PROVISIONING -> PROVIDERS;
                    case ORDERS -> Set.of();
                };
        return Stream.of(Action.values())
                .filter(ofChannel::contains)
                .filter(action -> action == Action.PROVISION
                        ? !number.isThere()
                        : number.isThere() && refusalNow(number, action) == null)
                .toList();
    }

    private static RejectionCode refusalNow(ModelNumber number, Action action) {
        if (number.progress != null) {
            return RejectionCode.CHANGE_IN_PROGRESS;
        }
        if (number.locked && OPERATORS.contains(action)) {
            return RejectionCode.LOCKED;
        }
        Status status = number.status;
        if (action == Action.ALLOCATE && status == Status.COOLDOWN) {
            return RejectionCode.COOLING_OFF;
        }
        if (action == Action.DEACTIVATE && status == Status.ASSIGNED) {
            return RejectionCode.ASSIGNED_TO_USER;
        }
        if (!from(action).contains(status)) {
            return RejectionCode.INVALID_STATUS;
        }
        if (action == Action.LOCK && number.locked) {
            return RejectionCode.ALREADY_LOCKED;
        }
        if (action == Action.UNLOCK && !number.locked) {
            return RejectionCode.NOT_LOCKED;
        }
        if (action == Action.NOMINATE_MAIN_NUMBER && number.details.kind() != NumberKind.DIRECT) {
            return RejectionCode.NOT_DIRECT;
        }
        if (action == Action.NOMINATE_MAIN_NUMBER && number.main) {
            return RejectionCode.ALREADY_MAIN_NUMBER;
        }
        if (action == Action.REMOVE_MAIN_NUMBER && !number.main) {
            return RejectionCode.NOT_MAIN_NUMBER;
        }
        if (action == Action.ASSIGN_USER && number.main) {
            return RejectionCode.IS_MAIN_NUMBER;
        }
        return null;
    }

    private static Set<Status> from(Action action) {
        return switch (action) {
            case WITHDRAW, LOCK, UNLOCK -> EnumSet.of(Status.AVAILABLE, Status.COOLDOWN);
            case START_COOLING_OFF -> EnumSet.of(Status.AVAILABLE, Status.RESERVED, Status.ACTIVE, Status.ASSIGNED);
            case END_COOLING_OFF -> EnumSet.of(Status.COOLDOWN);
            case NOMINATE_MAIN_NUMBER, REMOVE_MAIN_NUMBER -> EnumSet.of(Status.AVAILABLE, Status.RESERVED);
            case ALLOCATE -> EnumSet.of(Status.AVAILABLE);
            case DEALLOCATE, ACTIVATE -> EnumSet.of(Status.RESERVED);
            case DEACTIVATE, ASSIGN_USER -> EnumSet.of(Status.ACTIVE);
            case UNASSIGN_USER -> EnumSet.of(Status.ASSIGNED);
            case PROVISION, UNKNOWN -> EnumSet.noneOf(Status.class);
        };
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
        switch (request.action()) {
            case PROVISION -> {
                number.siteId = request.siteId();
                number.details = request.details();
                boolean coolsOff = request.coolingOffDate() != null
                        && !request.coolingOffDate().isBefore(today(now));
                number.status = coolsOff ? Status.COOLDOWN : Status.AVAILABLE;
                number.until = coolsOff ? request.coolingOffDate() : null;
            }
            case WITHDRAW -> {
                number.status = null;
                number.until = null;
                number.main = false;
                number.locked = false;
            }
            case LOCK -> number.locked = true;
            case UNLOCK -> number.locked = false;
            case START_COOLING_OFF -> {
                number.status = Status.COOLDOWN;
                number.until = request.coolingOffDate();
                number.party = null;
                number.user = null;
            }
            case END_COOLING_OFF -> {
                number.status = Status.AVAILABLE;
                number.until = null;
            }
            case NOMINATE_MAIN_NUMBER -> number.main = true;
            case REMOVE_MAIN_NUMBER -> number.main = false;
            case ALLOCATE -> {
                number.status = Status.RESERVED;
                number.party = request.allocateTo();
            }
            case DEALLOCATE -> {
                number.status = Status.AVAILABLE;
                number.party = null;
            }
            case ACTIVATE -> number.status = Status.ACTIVE;
            case DEACTIVATE -> number.status = Status.RESERVED;
            case ASSIGN_USER -> {
                number.status = Status.ASSIGNED;
                number.user = request.userId();
            }
            case UNASSIGN_USER -> {
                number.status = Status.ACTIVE;
                number.user = null;
            }
            case UNKNOWN -> throw new IllegalArgumentException("No such action");
        }
    }
}
