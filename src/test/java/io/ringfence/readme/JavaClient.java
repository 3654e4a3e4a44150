package io.ringfence.readme;

import io.ringfence.avro.Action;
import io.ringfence.avro.ActionRequest;
import io.ringfence.avro.AvroSerde;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Java example of integration.md, between the marks word for word. */
public final class JavaClient {
    private JavaClient() {}

    /** Asks for a nomination and returns its outcome. */
    public static GenericRecord nominate(String brokers, String registryUrl, String phoneNumber, String siteId)
            throws Exception {
        // example begins
        AvroSerde avro = new AvroSerde();
        avro.configure(Map.of("schema.registry.url", registryUrl), false);

        ActionRequest request = ActionRequest.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setPhoneNumber(phoneNumber)
                .setSiteId(siteId)
                .setAction(Action.NOMINATE_MAIN_NUMBER)
                .setRequestedBy("reception")
                .build();
        try (var producer = new KafkaProducer<String, GenericRecord>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), avro.serializer())) {
            producer.send(new ProducerRecord<>("phone-number-actions", phoneNumber, request))
                    .get();
        }

        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "group.id",
                UUID.randomUUID().toString(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), avro.deserializer())) {
            consumer.subscribe(List.of("phone-number-state-changes", "phone-number-rejections"));
            while (true) {
                for (ConsumerRecord<String, GenericRecord> outcome : consumer.poll(Duration.ofSeconds(1))) {
                    if (String.valueOf(outcome.value().get("requestId"))
                            .equals(request.getRequestId().toString())) {
                        return outcome.value();
                    }
                }
            }
        }
        // example ends
    }
}
