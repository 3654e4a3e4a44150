package io.ringfence.ops;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.env.Environment;
import io.ringfence.StartupException;
import io.ringfence.avro.ActionRequest;
import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.SchemaRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;

/** Settings of Avro and its registry: {@code ringfence.avro.*}. */
@Singleton
final class AvroSettings {
    private final String serde;
    private final String schemaRegistryUrl;
    private final Map<String, String> properties;

    /**
     * @param serde class of the Avro serde, any {@code Serde} that reads and writes generic records
     * @param schemaRegistryUrl base of a Confluent-compatible API; several, separated by commas, are tried in order
     */
    AvroSettings(
            @Value("${ringfence.avro.serde}") String serde,
            @Value("${ringfence.avro.schema-registry-url}") String schemaRegistryUrl,
            Environment environment) {
        this.serde = serde;
        this.schemaRegistryUrl = schemaRegistryUrl;
        this.properties = PassedThrough.under("ringfence.avro.properties", environment);
    }

    /** The configuration of the serde, under the names that Confluent's serdes read. */
    Map<String, String> configs() {
        if (schemaRegistryUrl.isBlank()) {
            throw new StartupException(
                    "No schema registry: set SCHEMA_REGISTRY_URL (ringfence.avro.schema-registry-url).");
        }
        Map<String, String> configs = new HashMap<>();
        // Ours leaves hints for Java out of what it registers by itself; Confluent's has to be told.
        configs.put("avro.remove.java.properties", "true");
        configs.putAll(properties);
        configs.put("schema.registry.url", schemaRegistryUrl);
        return configs;
    }

    SchemaRegistry registry() {
        try {
            return SchemaRegistry.of(configs());
        } catch (ConfigException e) {
            throw new StartupException(
                    "ringfence.avro.schema-registry-url (SCHEMA_REGISTRY_URL): " + e.getMessage(), e);
        }
    }

    /**
     * @param registry that has given our schemas their ids, and is asked for those of others
     */
    Serde<GenericRecord> configuredSerde(SchemaRegistry registry) {
        return serde.equals(AvroSerde.class.getName())
                ? new AvroSerde(registry, TopicSchemas.OF_OTHERS)
                : foreignSerde();
    }

    @SuppressWarnings("unchecked")
    private Serde<GenericRecord> foreignSerde() {
        trustGeneratedClasses();
        Map<String, String> configs = configs();
        // All is registered before the first record: what is not there by then is lost, and must not get another id.
        configs.put("auto.register.schemas", "false");
        try {
            Serde<GenericRecord> configured = Utils.newInstance(serde, Serde.class);
            configured.configure(configs, false);
            return configured;
        } catch (ClassNotFoundException e) {
            throw new StartupException("ringfence.avro.serde %s is not on the class path.".formatted(serde), e);
        } catch (KafkaException | ClassCastException e) {
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
