package io.ringfence.embedded;

import io.ringfence.avro.FromAvro;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.topology.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What orders have come to, read from the topic, from its beginning: a load that was cut short finds its own. */
final class OrderOutcomes implements AutoCloseable {
    private final KafkaConsumer<String, GenericRecord> consumer;
    private final Map<UUID, VoiceServiceOutcome> byOrder = new HashMap<>();

    OrderOutcomes(Properties connection, Serde<GenericRecord> avro) {
        Properties settings = new Properties();
        settings.putAll(connection);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), avro.deserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ORDER_OUTCOMES.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    boolean haveCome(List<VoiceServiceOrder> orders) {
        consumer.poll(Duration.ZERO).forEach(record -> {
            VoiceServiceOutcome outcome = FromAvro.orderOutcome(record.value());
            byOrder.put(outcome.orderId(), outcome);
        });
        return orders.stream().map(VoiceServiceOrder::orderId).allMatch(byOrder::containsKey);
    }

    List<VoiceServiceOutcome> of(List<VoiceServiceOrder> orders) {
        return orders.stream().map(order -> byOrder.get(order.orderId())).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
