package io.ringfence.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Has what comes in on time committed within 20 ms, however long {@code commit.interval.ms} is. A commit costs much the same
 * for one record and for thousands: while a worker is behind, fewer of them let it catch up sooner.
 */
public final class EarlyCommit {
    /** Longer than a record waits on its topic, where the broker stamped it, while its worker keeps up. */
    static final Duration BEHIND = Duration.ofSeconds(1);

    private static final long EARLY_MS = 20;

    private final ProcessorContext<?, ?> context;
    private final Duration interval;
    private Cancellable due;

    /** Of one task. */
    public EarlyCommit(ProcessorContext<?, ?> context) {
        this.context = context;
        long commitInterval = (Long) context.appConfigs().get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
        // It may be 0, which no tick can be.
        interval = Duration.ofMillis(Math.max(1, Math.min(commitInterval, EARLY_MS)));
    }

    /**
     * @param time of a record that is being processed, in milliseconds
     */
    public void received(long time) {
        if (due == null && context.currentSystemTimeMs() - time < BEHIND.toMillis()) {
            // The tasks of a thread have one transaction: theirs are due at the same moments.
            due = context.schedule(Instant.EPOCH, interval, PunctuationType.WALL_CLOCK_TIME, this::commit);
        }
    }

    private void commit(long now) {
        due.cancel();
        due = null;
        context.commit();
    }
}
