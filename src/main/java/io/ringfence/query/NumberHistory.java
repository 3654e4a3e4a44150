package io.ringfence.query;

import io.micronaut.core.annotation.Nullable;
import io.ringfence.domain.Action;
import io.ringfence.domain.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What happened to a number.
 *
 * @param changes newest first
 * @param next the {@code before} of the next page; null on the last
 */
public record NumberHistory(
        String phoneNumber, List<Change> changes, @Nullable Long next) {
    /** Changes on a page where the caller names no limit. */
    public static final int DEFAULT_LIMIT = 100;

    /**
     * An accepted change.
     *
     * @param requestId null where time caused it
     * @param before null at provisioning
     * @param after null at withdrawal
     */
    public record Change(
            long version,
            Action action,
            Instant changedAt,
            String requestedBy,
            @Nullable UUID requestId,
            @Nullable NumberState before,
            @Nullable NumberState after) {
        /** As it is on the topic. */
        public static Change of(StateChange change) {
            return new Change(
                    change.version(),
                    change.action(),
                    change.changedAt(),
                    change.requestedBy(),
                    change.requestId(),
                    NumberState.of(change.before()),
                    NumberState.of(change.after()));
        }
    }
}
