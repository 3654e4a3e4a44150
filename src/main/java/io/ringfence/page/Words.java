package io.ringfence.page;

import io.ringfence.domain.Action;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Question;
import io.ringfence.domain.Status;
import io.ringfence.query.Allocation;
import java.util.Arrays;
import java.util.List;

/** What things are called on a page. */
final class Words {
    /** Those that are spoken of. */
    static final List<Status> STATUSES = Arrays.stream(Status.values())
            .filter(status -> status != Status.UNKNOWN)
            .toList();

    private Words() {}

    /** On a control. */
    static String of(Action action) {
        return switch (action) {
            case NOMINATE_MAIN_NUMBER -> "Nominate";
            case REMOVE_MAIN_NUMBER -> "Remove";
            case ALLOCATE -> "Allocate";
            case DEALLOCATE -> "Deallocate";
            case ACTIVATE -> "Activate";
            case DEACTIVATE -> "Deactivate";
            case ASSIGN_USER -> "Assign";
            case UNASSIGN_USER -> "Unassign";
            case PROVISION -> "Provision";
            case WITHDRAW -> "Withdraw";
            case LOCK -> "Lock";
            case UNLOCK -> "Unlock";
            case START_COOLING_OFF -> "Start cooling off";
            case END_COOLING_OFF -> "End cooling off";
            case UNKNOWN -> "Change";
        };
    }

    /** Of what was done. */
    static String done(Action action) {
        return switch (action) {
            case NOMINATE_MAIN_NUMBER -> "Nominated as main number";
            case REMOVE_MAIN_NUMBER -> "No main number any more";
            case ALLOCATE -> "Allocated";
            case DEALLOCATE -> "Deallocated";
            case ACTIVATE -> "Activated";
            case DEACTIVATE -> "Deactivated";
            case ASSIGN_USER -> "Assigned";
            case UNASSIGN_USER -> "Unassigned";
            case PROVISION -> "Provisioned";
            case WITHDRAW -> "Withdrawn";
            case LOCK -> "Locked";
            case UNLOCK -> "Unlocked";
            case START_COOLING_OFF -> "Cooling off";
            case END_COOLING_OFF -> "Cooled off";
            case UNKNOWN -> "Changed";
        };
    }

    static String of(Status status) {
        return switch (status) {
            case AVAILABLE -> "Available";
            case RESERVED -> "Reserved";
            case ACTIVE -> "Active";
            case ASSIGNED -> "Assigned";
            case COOLDOWN -> "Cooldown";
            case UNKNOWN -> "Unknown";
        };
    }

    /** Of a change in progress. */
    static String of(Question question) {
        return switch (question) {
            case MAIN_NUMBER, ENTITLEMENT -> "waits for the site";
            case FULFILMENT -> "waits for the voice platform";
            case UNKNOWN -> "waits for an answer";
        };
    }

    static String of(Allocation allocation) {
        return switch (allocation) {
            case OPERATOR -> "Operator";
            case OCCUPIER -> "Occupier";
            case UNALLOCATED -> "Unallocated";
        };
    }

    static String of(NumberKind kind) {
        return switch (kind) {
            case DIRECT -> "Direct";
            case IVR -> "IVR";
            case HUNT_GROUP -> "Hunt group";
            case UNKNOWN -> "Unknown";
        };
    }

    static String of(PartyType type) {
        return switch (type) {
            case OPERATOR -> "Operator";
            case OCCUPIER -> "Occupier";
            case UNKNOWN -> "Party";
        };
    }

    /** Its id where it has no name. */
    static String of(Party party) {
        return party.name() == null || party.name().isBlank() ? party.id() : party.name();
    }

    static String numbers(long count) {
        return count == 1 ? "1 number" : "%,d numbers".formatted(count);
    }
}
