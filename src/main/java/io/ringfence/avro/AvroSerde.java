package io.ringfence.avro;

import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Avro in the Confluent wire format, with subjects by TopicNameStrategy. Reads the configuration names of Confluent's
 * own serdes ({@code schema.registry.url}, {@code auto.register.schemas}, {@code basic.auth.user.info}), so that
 * either can stand in for the other.
 *
 * <p>Writes generated and generic records, reads generic ones: a logical type that a sender broke, such as a uuid that
 * is none, can then still be told to the sender. Records whose full name is one of the generated classes are resolved
 * to that class's schema; fields and symbols of a newer one stay.
 */
public final class AvroSerde implements Serde<GenericRecord> {
    private final AvroSerializer serializer = new AvroSerializer();
    private final AvroDeserializer deserializer = new AvroDeserializer();

    /** For Kafka, which configures what it instantiates. */
    public AvroSerde() {}

    /** Configured, as a value serde. */
    public AvroSerde(SchemaRegistry registry) {
        start(registry, false);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        start(SchemaRegistry.of(configs), isKey);
    }

    private void start(SchemaRegistry registry, boolean isKey) {
        serializer.start(registry, isKey);
        deserializer.start(registry);
    }

    @Override
    public Serializer<GenericRecord> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<GenericRecord> deserializer() {
        return deserializer;
    }
}
