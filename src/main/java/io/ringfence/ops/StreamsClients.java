package io.ringfence.ops;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Has consumers remember how far they are behind until they poll again. Kafka Streams asks with each record, of each input that
 * has none at hand, of which a task has up to six; nothing but a poll changes the answer, and to ask the consumer took a tenth
 * of a stream thread's time.
 */
final class StreamsClients extends DefaultKafkaClientSupplier {
    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            private final Map<TopicPartition, OptionalLong> lags = new HashMap<>();

            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                try {
                    return super.poll(timeout);
                } finally {
                    lags.clear();
                }
            }

            @Override
            public OptionalLong currentLag(TopicPartition partition) {
                return lags.computeIfAbsent(partition, super::currentLag);
            }
        };
    }
}
