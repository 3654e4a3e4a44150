package io.ringfence.ops;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/**
 * Asks the cluster for offsets, and for what tells topics of one name apart. A broker that does not answer is Kafka's own
 * exception, which says whether it passes.
 */
@Singleton
final class Offsets {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final AdminClient admin;
    private final RawRecords records;
    private final String group;

    Offsets(AdminClient admin, RawRecords records, WorkerSettings settings) {
        this.admin = admin;
        this.records = records;
        this.group = settings.applicationId();
    }

    /**
     * What the group has committed; partitions of which it has not are left out. Waits for transactions that are about to
     * commit: a state that is restored after them is ahead of what was committed before.
     */
    Map<TopicPartition, Long> committed(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<TopicPartition, OffsetAndMetadata> offsets = answered(partitions);
        // The client leaves out, and does not ask again for, what a transaction is about to commit.
        while (!offsets.keySet().containsAll(partitions)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("Offsets of group %s are not stable within %s.".formatted(group, PATIENCE));
            }
            Utils.sleep(POLL.toMillis());
            offsets = answered(partitions);
        }
        Map<TopicPartition, Long> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    private Map<TopicPartition, OffsetAndMetadata> answered(Collection<TopicPartition> partitions) {
        return Answers.of(admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions))),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group));
    }

    /** Commits offsets for the group, which may have no members. */
    void commit(Map<TopicPartition, Long> offsets) {
        Answers.of(admin.alterConsumerGroupOffsets(
                        group,
                        offsets.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, offset -> new OffsetAndMetadata(offset.getValue()))))
                .all());
    }

    /** The first offset of each partition. */
    Map<TopicPartition, Long> first(Collection<TopicPartition> partitions) {
        return list(partitions, OffsetSpec.earliest());
    }

    /** The offset after the last of each partition: 0 where nothing was ever written. */
    Map<TopicPartition, Long> end(Collection<TopicPartition> partitions) {
        return list(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> list(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Answers.of(admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), any -> spec)))
                        .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** The ids of topics, by name. */
    Map<String, Uuid> topicIds(Collection<String> topics) {
        return Answers.of(admin.describeTopics(topics).allTopicNames()).values().stream()
                .collect(Collectors.toMap(TopicDescription::name, TopicDescription::topicId));
    }

    /** Whether a reader of what is committed finds a record between two offsets; the marks of transactions are none. */
    boolean hasRecord(TopicPartition partition, long from, long to) {
        return !withRecords(Map.of(partition, from), Map.of(partition, to)).isEmpty();
    }

    /** Of the partitions, those where a reader of what is committed finds a record between the two offsets. */
    Set<TopicPartition> withRecords(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Set<TopicPartition> open = new HashSet<>();
        from.forEach((partition, offset) -> {
            if (offset < to.get(partition)) {
                open.add(partition);
            }
        });
        Set<TopicPartition> found = new HashSet<>();
        if (open.isEmpty()) {
            return found;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = records.reader()) {
            consumer.assign(open);
            first(open).forEach((partition, first) -> consumer.seek(partition, Math.max(from.get(partition), first)));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < to.get(partition)) {
                        found.add(partition);
                    }
                }
                open.removeIf(
                        partition -> found.contains(partition) || consumer.position(partition) >= to.get(partition));
                consumer.assign(open);
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("Partitions %s cannot be read from %s to %s within %s."
                            .formatted(open, from, to, PATIENCE));
                }
            }
        }
        return found;
    }

    /** When the first record of each partition was written; partitions without any are left out. */
    Map<TopicPartition, Instant> oldest(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Instant> oldest = new HashMap<>();
        Answers.of(admin.listOffsets(partitions.stream()
                                .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.forTimestamp(0))))
                        .all())
                .forEach((partition, found) -> {
                    if (found.offset() >= 0) {
                        oldest.put(partition, Instant.ofEpochMilli(found.timestamp()));
                    }
                });
        return oldest;
    }

    /** Forgets what the group has committed of the partitions. */
    void forget(Set<TopicPartition> partitions) {
        Answers.of(admin.deleteConsumerGroupOffsets(group, partitions).all());
    }
}
