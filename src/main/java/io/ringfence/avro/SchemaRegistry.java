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
     * Asks again for what was remembered of the schema with the given id, if anything was.
     *
     * @throws RegistryUnavailableException when the registry does not answer, or does not say so any more
     * @throws RegistryAccessException when the registry gives no access
     */
    default void confirm(int id) {}

    /**
     * The registry that a serde with this configuration asks. It counts as one that does not answer while it does not
     * know what it said before.
     *
     * @throws org.apache.kafka.common.config.ConfigException when {@code schema.registry.url} is missing
     */
    static SchemaRegistry of(Map<String, ?> configs) {
        return new ConsistentRegistry(new HttpSchemaRegistry(RegistrySettings.of(configs)));
    }
}
