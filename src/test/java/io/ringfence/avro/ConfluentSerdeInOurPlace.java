package io.ringfence.avro;

import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What the worker does with its serde, done with Confluent's serializer and deserializer, put together as Confluent's
 * GenericAvroSerde puts them. Runs in a JVM of its own, with Confluent's classes behind all of ours.
 */
final class ConfluentSerdeInOurPlace {
    private final SchemaRegistry registry;
    private final Serde<Object> serde;

    private ConfluentSerdeInOurPlace(SchemaRegistry registry, Serde<Object> serde) {
        this.registry = registry;
        this.serde = serde;
    }

    /** Fails unless every sample comes back as it was. Takes the registry's URL. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Map<String, ?> configs = Map.of(
                "schema.registry.url",
                args[0],
                // Our schemas without the hint to use Java's strings, as the worker registers them before it starts.
                "avro.remove.java.properties",
                true,
                "auto.register.schemas",
                false);
        try (Serde<Object> serde =
                Serdes.serdeFrom(ConfluentClient.serializer(configs), ConfluentClient.deserializer(configs))) {
            new ConfluentSerdeInOurPlace(SchemaRegistry.of(Map.of("schema.registry.url", args[0])), serde)
                    .passSamples();
        }
    }

    private void passSamples() {
        requireSame(Samples.changeInProgress(), FromAvro.outcome(passed(ToAvro.outcome(Samples.changeInProgress()))));
        requireSame(Samples.rejection(), FromAvro.outcome(passed(ToAvro.outcome(Samples.rejection()))));
        requireSame(Samples.fullRequest(), FromAvro.actionRequest(passed(ToAvro.actionRequest(Samples.fullRequest()))));
        requireSame(Samples.counts(), FromAvro.siteCounts(passed(ToAvro.siteCounts(Samples.counts()))));
    }

    private GenericRecord passed(GenericRecord record) {
        String topic = "in-our-place-" + record.getSchema().getName();
        registry.id(topic + "-value", record.getSchema());
        return (GenericRecord)
                serde.deserializer().deserialize(topic, serde.serializer().serialize(topic, record));
    }

    private static void requireSame(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("%s became %s".formatted(expected, actual));
        }
    }
}
