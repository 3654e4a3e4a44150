package io.ringfence.global;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Up to where each partition is in the store, the marks of transactions included: only the consumer's position passes
 * them. Kafka Streams keeps it to itself.
 */
final class ReadPositions {
    private final Map<TopicPartition, Long> read = new ConcurrentHashMap<>();

    /** Whether all before these offsets is in the store. */
    boolean reach(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .allMatch(offset -> read.getOrDefault(offset.getKey(), 0L) >= offset.getValue());
    }

    void forget() {
        read.clear();
    }

    /** A consumer whose positions are followed. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            /** Who asks for more has put into the store what it was given. */
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                assignment().forEach(partition -> follow(this, partition));
                return super.poll(timeout);
            }
        };
    }

    private void follow(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        try {
            read.put(partition, consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException e) { // Of one that has yet to find its beginning.
            read.remove(partition);
        }
    }
}
