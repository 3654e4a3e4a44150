package io.ringfence.api.number;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.micronaut.core.annotation.Nullable;
import io.ringfence.api.command.Progress;
import io.ringfence.domain.Action;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.query.NumberState;
import io.ringfence.query.RequestState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a request stands, flat; {@code status} says which fields follow. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "status",
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(value = RequestAnswer.InProgress.class, name = "IN_PROGRESS"),
    @JsonSubTypes.Type(value = RequestAnswer.Accepted.class, name = "ACCEPTED"),
    @JsonSubTypes.Type(value = RequestAnswer.Rejected.class, name = "REJECTED")
})
public sealed interface RequestAnswer extends Progress {
    /** How it stands, in a word. */
    enum Status {
        IN_PROGRESS,
        ACCEPTED,
        REJECTED
    }

    /** As it was asked under. */
    UUID requestId();

    /** How it stands. */
    Status status();

    @Override
    default boolean hasEnded() {
        return status() != Status.IN_PROGRESS;
    }

    /** Not decided yet. */
    record InProgress(Status status, UUID requestId, String phoneNumber) implements RequestAnswer {}

    /**
     * Decided and true.
     *
     * @param before null at provisioning
     * @param after null at withdrawal
     */
    record Accepted(
            Status status,
            UUID requestId,
            String phoneNumber,
            String siteId,
            Action action,
            String requestedBy,
            long version,
            Instant changedAt,
            @Nullable NumberState before,
            @Nullable NumberState after)
            implements RequestAnswer {}

    /**
     * Refused.
     *
     * @param message a sentence for a person
     * @param current null where the sender may not see it
     * @param heldBy null unless another number is the party's main number
     */
    record Rejected(
            Status status,
            UUID requestId,
            String phoneNumber,
            String siteId,
            Action action,
            String requestedBy,
            RejectionCode code,
            String message,
            Instant rejectedAt,
            @Nullable NumberState current,
            List<Action> allowedActions,
            @Nullable String heldBy)
            implements RequestAnswer {}

    /** As the read model has it. */
    static RequestAnswer of(RequestState state) {
        if (state instanceof RequestState.InProgress inProgress) {
            return new InProgress(Status.IN_PROGRESS, inProgress.requestId(), inProgress.phoneNumber());
        }
        return of(((RequestState.Decided) state).outcome());
    }

    /** As it was decided. */
    static RequestAnswer of(Outcome outcome) {
        if (outcome instanceof StateChange change) {
            return new Accepted(
                    Status.ACCEPTED,
                    change.requestId(),
                    change.phoneNumber(),
                    change.siteId(),
                    change.action(),
                    change.requestedBy(),
                    change.version(),
                    change.changedAt(),
                    NumberState.of(change.before()),
                    NumberState.of(change.after()));
        }
        Rejection rejection = (Rejection) outcome;
        return new Rejected(
                Status.REJECTED,
                rejection.requestId(),
                rejection.phoneNumber(),
                rejection.siteId(),
                rejection.action(),
                rejection.requestedBy(),
                rejection.code(),
                rejection.message(),
                rejection.rejectedAt(),
                NumberState.of(rejection.current()),
                rejection.allowedActions(),
                rejection.heldBy());
    }
}
