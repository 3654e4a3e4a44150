package io.ringfence.avro;

import java.util.Map;
import org.apache.avro.Schema;

/** What is needed of a registry that speaks Confluent's protocol. */
public interface SchemaRegistry {
    /**
     * The id under which the registry knows the schema for the subject.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses the schema
     * @throws RegistryUnavailableException when the registry does not answer
     * @throws RegistryAccessException when the registry gives no access
     */
    int id(String subject, Schema schema);

    /**
     * The schema with the given id.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the registry knows no such schema
     * @throws RegistryUnavailableException when the registry does not answer
     * @throws RegistryAccessException when the registry gives no access
     */
    Schema schema(int id);

    /**
     * The registry that a serde with this configuration asks.
     *
     * @throws org.apache.kafka.common.config.ConfigException when {@code schema.registry.url} is missing
     */
    static SchemaRegistry of(Map<String, ?> configs) {
        return new HttpSchemaRegistry(RegistrySettings.of(configs));
    }
}
