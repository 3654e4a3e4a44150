package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.domain.NumberEntry;
import io.ringfence.topology.RebuildProgress;
import io.ringfence.topology.RebuildTopology;
import io.ringfence.topology.StateStores;
import io.ringfence.topology.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream processing of a rebuild, which unlike a worker's comes to an end. */
final class RebuildRun {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildRun.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Offsets offsets;
    private final List<TopicPartition> sources;
    private final int partitions;
    private final RebuildProgress progress;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param sources all that is read
     * @param partitions of every topic
     * @param progress of the topology that is run
     */
    RebuildRun(Offsets offsets, List<TopicPartition> sources, int partitions, RebuildProgress progress) {
        this.offsets = offsets;
        this.sources = sources;
        this.partitions = partitions;
        this.progress = progress;
    }

    /**
     * Runs until all is there, and leaves the group. Returns what there is, for people; throws a {@link StartupException} where
     * something is missing.
     */
    String toItsEnd(Topology topology, Properties settings) {
        try (KafkaStreams streams = new KafkaStreams(topology, settings)) {
            streams.setUncaughtExceptionHandler(fault -> {
                failure.compareAndSet(null, fault);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            awaitDrained();
            // Where nothing is left from the beginning, its stores may not be open yet.
            awaitRunning(streams);
            requireNoGap(streams);
            progress.taken();
            awaitTold();
            awaitDrained();
            String summary = summary(streams);
            streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
            return summary;
        }
    }

    private void awaitDrained() {
        long line = System.nanoTime() + BETWEEN_LINES.toNanos();
        while (true) {
            requireNoFailure();
            // In this order: what is committed is on the topics that come after it by then.
            Map<TopicPartition, Long> committed = offsets.committed(sources);
            Map<TopicPartition, Long> ends = offsets.end(sources);
            long left = sources.stream()
                    .mapToLong(source -> ends.get(source) - committed.get(source))
                    .sum();
            // What remains of a topic that is read may be the mark of its last transaction.
            if (left <= sources.size() && offsets.withRecords(committed, ends).isEmpty()) {
                return;
            }
            if (System.nanoTime() > line) {
                LOG.info("{} records are left.", left);
                line = System.nanoTime() + BETWEEN_LINES.toNanos();
            }
            Utils.sleep(POLL.toMillis());
        }
    }

    private void awaitRunning(KafkaStreams streams) {
        while (streams.state() != KafkaStreams.State.RUNNING) {
            requireNoFailure();
            Utils.sleep(POLL.toMillis());
        }
    }

    private void awaitTold() {
        while (!progress.isTold(partitions)) {
            requireNoFailure();
            Utils.sleep(POLL.toMillis());
        }
    }

    private void requireNoFailure() {
        Throwable fault = failure.get();
        if (fault != null) {
            throw new StartupException(
                    "The rebuild cannot go on: " + cause(fault).getMessage(), fault);
        }
    }

    private static Throwable cause(Throwable fault) {
        return fault.getCause() == null ? fault : cause(fault.getCause());
    }

    private static void requireNoGap(KafkaStreams streams) {
        RebuildTopology.gap(store(streams, RebuildTopology.EARLY_CHANGES.name()))
                .ifPresent(gap -> {
                    throw new StartupException("%s misses a change of %s: it was not kept or not brought along whole."
                            .formatted(Topics.STATE_CHANGES.name(), gap));
                });
    }

    private static String summary(KafkaStreams streams) {
        ReadOnlyKeyValueStore<String, NumberEntry> numbers = store(streams, StateStores.NUMBERS.name());
        long there = 0;
        long changes = 0;
        try (KeyValueIterator<String, NumberEntry> all = numbers.all()) {
            while (all.hasNext()) {
                NumberEntry entry = all.next().value;
                there += entry.number() == null ? 0 : 1;
                changes += entry.version();
            }
        }
        return "%,d numbers, of %,d state changes".formatted(there, changes);
    }

    private static <K, V> ReadOnlyKeyValueStore<K, V> store(KafkaStreams streams, String name) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<K, V>keyValueStore()));
    }
}
