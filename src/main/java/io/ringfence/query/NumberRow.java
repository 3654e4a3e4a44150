package io.ringfence.query;

import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.Kind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A number's state, flat, and what the operator may do with it now.
 *
 * @param availableActions empty where nothing is offered: cooling off, locked, change in progress
 */
public record NumberRow(
        String phoneNumber,
        String siteId,
        String extension,
        String rangeName,
        Kind kind,
        String portedFrom,
        Status status,
        Party allocatedTo,
        String assignedUser,
        boolean mainNumber,
        LocalDate coolingOffDate,
        boolean locked,
        ChangeInProgress changeInProgress,
        long version,
        Instant updatedAt,
        List<Action> availableActions) {

    /** The row of a number. */
    public static NumberRow of(PhoneNumber number, List<Action> availableActions) {
        return new NumberRow(
                number.phoneNumber(),
                number.siteId(),
                number.details().extension(),
                number.details().rangeName(),
                number.details().kind(),
                number.details().portedFrom(),
                number.status(),
                number.allocatedTo(),
                number.assignedUser(),
                number.mainNumber(),
                number.coolingOffDate(),
                number.locked(),
                number.changeInProgress(),
                number.version(),
                number.updatedAt(),
                availableActions);
    }
}
