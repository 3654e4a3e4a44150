package io.ringfence.intake;

import io.micronaut.configuration.kafka.annotation.KafkaClient;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serde;

/** The worker's own; settings under {@code kafka.producers.intake}. */
@Factory
final class IntakeFactory {
    @Singleton
    Intake intake(@KafkaClient("intake") Producer<String, byte[]> producer, Serde<GenericRecord> avro) {
        return new Intake(producer, avro.serializer());
    }
}
