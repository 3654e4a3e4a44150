package io.ringfence.ops;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is being restored: for the health details, and for the log where it takes long; and how far it then was. */
@Singleton
final class Restoration implements StateRestoreListener {
    /**
     * How far a partition of a store is.
     *
     * @param left at most: the marks of transactions take offsets of the changelog too, and compaction leaves gaps
     */
    record Progress(long restored, long left) {
        private static final Progress NONE = new Progress(0, 0);

        private Progress plus(Progress other) {
            return new Progress(restored + other.restored, left + other.left);
        }
    }

    private record UnderWay(Thread thread, String store, long end, Progress progress) {}

    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final long WORTH_A_LINE = 10_000;

    private final Clock clock;
    private final Map<TopicPartition, UnderWay> underWay = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Instant nextReport = Instant.MIN;

    Restoration(Clock clock) {
        this.clock = clock;
    }

    /** By store and partition; empty when nothing is being restored. */
    synchronized Map<String, Map<Integer, Progress>> progress() {
        // A thread that dies does not say that it leaves its partitions to others.
        underWay.values().removeIf(partition -> !partition.thread().isAlive());
        Map<String, Map<Integer, Progress>> progress = new TreeMap<>();
        underWay.forEach((changelog, partition) -> progress.computeIfAbsent(partition.store(), store -> new TreeMap<>())
                .put(changelog.partition(), partition.progress()));
        return progress;
    }

    /**
     * Up to where the changelog was restored last: its end when that began, open transactions included. Kafka Streams says so
     * each time that a task starts, also where nothing is to be restored; empty where none has.
     */
    synchronized Optional<Long> end(TopicPartition changelog) {
        return Optional.ofNullable(ends.get(changelog));
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
        if (underWay.isEmpty()) {
            nextReport = clock.instant().plus(INTERVAL);
        }
        long left = end - start;
        ends.put(changelog, end);
        underWay.put(changelog, new UnderWay(Thread.currentThread(), store, end, new Progress(0, left)));
        if (left >= WORTH_A_LINE) {
            LOG.info("Restoring partition {} of store {}: {} records.", changelog.partition(), store, left);
        }
    }

    @Override
    public synchronized void onBatchRestored(TopicPartition changelog, String store, long lastOffset, long records) {
        underWay.computeIfPresent(changelog, (key, partition) -> {
            Progress progress = new Progress(
                    partition.progress().restored() + records, Math.max(0, partition.end() - lastOffset - 1));
            return new UnderWay(partition.thread(), store, partition.end(), progress);
        });
        if (!clock.instant().isBefore(nextReport)) {
            nextReport = clock.instant().plus(INTERVAL);
            progress().forEach(Restoration::report);
        }
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long records) {
        underWay.remove(changelog);
        if (records >= WORTH_A_LINE) {
            LOG.info("Restored partition {} of store {}: {} records.", changelog.partition(), store, records);
        }
    }

    @Override
    public synchronized void onRestoreSuspended(TopicPartition changelog, String store, long records) {
        underWay.remove(changelog);
    }

    private static void report(String store, Map<Integer, Progress> partitions) {
        Progress all = partitions.values().stream().reduce(Progress.NONE, Progress::plus);
        LOG.info(
                "Restoring store {}: {} records done, {} left; by partition {}.",
                store,
                all.restored(),
                all.left(),
                partitions);
    }
}
