package io.ringfence.avro;

import org.apache.avro.Schema;

/** What a serde needs of a registry that speaks Confluent's protocol. */
public interface SchemaRegistry {
    /**
     * The id under which the registry knows the schema for the subject.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses the schema
     * @throws RegistryUnavailableException when the registry does not answer
     */
    int id(String subject, Schema schema);

    /**
     * The schema with the given id.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the registry knows no such schema
     * @throws RegistryUnavailableException when the registry does not answer
     */
    Schema schema(int id);
}
