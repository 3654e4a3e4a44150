package io.ringfence.query;

import io.micronaut.core.annotation.Nullable;
import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A number's state, flat, as the API shows it wherever it shows one. */
public record NumberState(
        String phoneNumber,
        String siteId,
        @Nullable String extension,
        @Nullable String rangeName,
        NumberKind kind,
        @Nullable String portedFrom,
        Status status,
        @Nullable Party allocatedTo,
        @Nullable String assignedUser,
        boolean mainNumber,
        @Nullable LocalDate coolingOffDate,
        boolean locked,
        @Nullable String lockReason,
        @Nullable InProgress changeInProgress,
        long version,
        Instant updatedAt) {

    /** A request that is still being decided. */
    public record InProgress(UUID requestId, Action action, Instant since) {
        private static InProgress of(ChangeInProgress change) {
            return change == null ? null : new InProgress(change.requestId(), change.action(), change.since());
        }
    }

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
                        InProgress.of(number.changeInProgress()),
                        number.version(),
                        number.updatedAt());
    }
}
