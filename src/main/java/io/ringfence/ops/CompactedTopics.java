package io.ringfence.ops;

import io.ringfence.topology.Partitions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;

/**
 * Topics that keep the last record of each key: with more partitions, a key's records would lie on two of them, and which was the
 * last nobody could tell.
 */
@Singleton
final class CompactedTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String COMPACTED = TopicConfig.CLEANUP_POLICY_COMPACT;
    private static final String NEED = "ringfence.partitions";

    private final AdminClient admin;
    private final RawRecords records;
    private final ExistingTopics topics;
    private final Offsets offsets;
    private final Estate estate;
    private final Partitions partitions;

    CompactedTopics(
            AdminClient admin,
            RawRecords records,
            ExistingTopics topics,
            Offsets offsets,
            Estate estate,
            Partitions partitions) {
        this.admin = admin;
        this.records = records;
        this.topics = topics;
        this.offsets = offsets;
        this.estate = estate;
        this.partitions = partitions;
    }

    /**
     * Writes the last of each key where it belongs, then deletes all that was there before. May be done again, also where it was
     * interrupted: as long as anything is where it does not belong, it could be taken for the last.
     */
    void move(String topic) {
        Map<TopicPartition, Long> ends = offsets.end(estate.partitionsOf(topic).toList());
        Map<Bytes, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
        AtomicBoolean isElsewhere = new AtomicBoolean();
        records.each(ends, record -> {
            if (record.key() != null) {
                last.merge(Bytes.wrap(record.key()), record, CompactedTopics::later);
                isElsewhere.compareAndSet(false, record.partition() != owner(record));
            }
        });
        if (!isElsewhere.get()) {
            return;
        }
        records.write(last.values().stream()
                .map(record ->
                        new ProducerRecord<>(topic, owner(record), record.key(), record.value(), record.headers()))
                .toList());
        // Brokers delete nothing of a topic that is compacted alone.
        topics.set(topic, TopicConfig.CLEANUP_POLICY_CONFIG, COMPACTED + "," + TopicConfig.CLEANUP_POLICY_DELETE, NEED);
        deleteBefore(ends);
        keepLast(topic);
    }

    /** Nothing of it is deleted because it is old, also where {@link #move} was interrupted. */
    void keepLast(String topic) {
        topics.set(topic, TopicConfig.CLEANUP_POLICY_CONFIG, COMPACTED, NEED);
    }

    private void deleteBefore(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, RecordsToDelete> deleted = offsets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue())));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Answers.of(admin.deleteRecords(deleted).all());
                return;
            } catch (PolicyViolationException e) {
                // Not every broker has heard of the policy yet.
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Utils.sleep(POLL.toMillis());
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> later(
            ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> next) {
        return one.partition() == next.partition() || next.timestamp() >= one.timestamp() ? next : one;
    }

    private int owner(ConsumerRecord<byte[], byte[]> record) {
        return partitions.owner(new String(record.key(), StandardCharsets.UTF_8));
    }
}
