package io.ringfence.query;

import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.time.LocalDate;

/** A number's state, flat, as the API shows it wherever it shows one. */
public record NumberState(
        String phoneNumber,
        String siteId,
        String extension,
        String rangeName,
        NumberKind kind,
        String portedFrom,
        Status status,
        Party allocatedTo,
        String assignedUser,
        boolean mainNumber,
        LocalDate coolingOffDate,
        boolean locked,
        String lockReason,
        ChangeInProgress changeInProgress,
        long version,
        Instant updatedAt) {

    /**
     * The state of a number.
     *
     * @param number may be null, and then so is its state
     */
    public static NumberState of(PhoneNumber number) {
        return number == null
                ? null
                : new NumberState(
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
                        number.lockReason(),
                        number.changeInProgress(),
                        number.version(),
                        number.updatedAt());
    }
}
