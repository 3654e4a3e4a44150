package io.ringfence.ops;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import io.ringfence.StartupException;
import io.ringfence.avro.ActionRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;

/**
 * Settings of Avro and its registry.
 *
 * @param serde class of the Avro serde, any {@code Serde} that reads and writes generic records
 * @param schemaRegistryUrl base of a Confluent-compatible API; several, separated by commas, are tried in order
 * @param properties passed to the serde, under the names that Confluent's serdes read
 */
@ConfigurationProperties("ringfence.avro")
record AvroSettings(
        @Bindable(defaultValue = "io.ringfence.avro.AvroSerde")
        String serde,

        String schemaRegistryUrl,

        @MapFormat(transformation = MapFormat.MapTransformation.FLAT, keyFormat = StringConvention.RAW)
        Map<String, String> properties) {

    /** The configuration of the serde. */
    Map<String, String> configs() {
        Map<String, String> configs = new HashMap<>();
        // Ours leaves hints for Java out of what it registers by itself; Confluent's has to be told.
        configs.put("avro.remove.java.properties", "true");
        configs.putAll(properties == null ? Map.of() : properties);
        configs.put("schema.registry.url", schemaRegistryUrl);
        return configs;
    }

    @SuppressWarnings("unchecked")
    Serde<GenericRecord> configuredSerde() {
        trustGeneratedClasses();
        try {
            Serde<GenericRecord> configured = Utils.newInstance(serde, Serde.class);
            configured.configure(configs(), false);
            return configured;
        } catch (ClassNotFoundException | KafkaException e) {
            throw new StartupException(
                    "ringfence.avro.serde %s cannot be used: %s".formatted(serde, e.getMessage()), e);
        }
    }

    /** Confluent's serializer finds them by name, which Avro allows for trusted classes only. */
    private static void trustGeneratedClasses() {
        String generated = ActionRequest.class.getPackageName();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(generated)));
    }
}
