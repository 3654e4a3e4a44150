package io.ringfence.support.speed;

import io.ringfence.support.broker.OneBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes records as fast as they are taken, and reads what comes of them, committed. */
final class Flow implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final OneBroker broker;
    private final Optional<Internal> internal;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> outcomes;
    private final Map<String, Long> counts = new HashMap<>();

    /** A topic between two halves of a contender, and the group that reads it: all is done once that has read it all. */
    record Internal(String topic, String group) {}

    /**
     * @param topics that one outcome for each record comes to
     */
    Flow(OneBroker broker, List<String> topics, Optional<Internal> internal) {
        this.broker = broker;
        this.internal = internal;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5, "batch.size", 64 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        outcomes = consumer();
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> partitionsOf(topic).stream()).toList();
        outcomes.assign(partitions);
        outcomes.seekToEnd(partitions);
        partitions.forEach(outcomes::position);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private List<TopicPartition> partitionsOf(String topic) {
        return producer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Returns the time that it took until all was done. */
    Duration of(List<ProducerRecord<byte[], byte[]>> records) {
        counts.clear();
        long begin = System.nanoTime();
        Thread publishing = new Thread(() -> records.forEach(producer::send), "publishing");
        publishing.start();
        long read = 0;
        while (read < records.size()) {
            ConsumerRecords<byte[], byte[]> polled = outcomes.poll(POLL);
            polled.partitions()
                    .forEach(partition -> counts.merge(
                            partition.topic(), (long) polled.records(partition).size(), Long::sum));
            read += polled.count();
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("%d outcomes of %d".formatted(read, records.size()));
            }
        }
        internal.ifPresent(this::awaitRead);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        if (read != records.size()) {
            throw new IllegalStateException("%d outcomes of %d".formatted(read, records.size()));
        }
        return taken;
    }

    /** Outcomes of the last records, by topic. */
    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    private void awaitRead(Internal between) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitionsOf(between.topic());
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!partitions.isEmpty()) {
                consumer.assign(partitions);
                committed(between.group()).forEach((partition, offset) -> {
                    if (consumer.assignment().contains(partition)) {
                        consumer.seek(partition, offset);
                    }
                });
                // What is not read holds a record; what remains of another may be the mark of a transaction.
                ConsumerRecords<byte[], byte[]> left = consumer.poll(POLL);
                partitions = partitions.stream()
                        .filter(partition -> !left.records(partition).isEmpty()
                                || consumer.position(partition) < ends.get(partition))
                        .toList();
            }
        }
    }

    private Map<TopicPartition, Long> committed(String group) {
        try {
            return broker
                    .admin()
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, offset -> offset.getValue().offset()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        outcomes.close();
    }
}
