package io.ringfence.console;

import io.ringfence.avro.AvroSerde;
import io.ringfence.topology.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** {@code watch}: prints the outcomes as they come, a line each, until the process ends. */
final class Watch {
    private Watch() {}

    static void run(Connection connection) {
        Map<String, Object> settings = connection.with(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "ringfence-watch-" + UUID.randomUUID(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest"));
        try (AvroSerde avro = connection.avro();
                KafkaConsumer<String, GenericRecord> consumer =
                        new KafkaConsumer<>(settings, new StringDeserializer(), avro.deserializer())) {
            consumer.subscribe(
                    List.of(Topics.STATE_CHANGES.name(), Topics.REJECTIONS.name(), Topics.ORDER_OUTCOMES.name()));
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(Watch::print);
            }
        }
    }

    private static void print(ConsumerRecord<String, GenericRecord> outcome) {
        System.out.printf("%s %s %s%n", outcome.topic(), outcome.key(), outcome.value());
    }
}
