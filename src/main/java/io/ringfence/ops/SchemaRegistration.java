package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.avro.RegistryAccessException;
import io.ringfence.avro.RegistryUnavailableException;
import io.ringfence.avro.SchemaRegistry;
import jakarta.inject.Singleton;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Makes sure at start-up, not at the first record, that the registry knows every schema that is written or read; those
 * of the input topics too, so that senders find them there. Registers nothing with a registry that does not know what
 * was written before: it would give out ids that already stand for other schemas.
 */
@Singleton
final class SchemaRegistration {
    private static final String SUBJECT_SUFFIX = "-value";

    private final SchemaRegistry registry;
    private final TopicSchemas schemas;
    private final ExistingTopics cluster;
    private final WrittenIds written;

    SchemaRegistration(SchemaRegistry registry, TopicSchemas schemas, ExistingTopics cluster, WrittenIds written) {
        this.registry = registry;
        this.schemas = schemas;
        this.cluster = cluster;
        this.written = written;
    }

    void registerAll() {
        try {
            written.atTheEndOf(cluster.among(schemas.written()).values())
                    .forEach((topic, ids) -> ids.forEach(id -> requireKnown(topic, id)));
            schemas.registered().forEach((topic, schema) -> registry.id(topic + SUBJECT_SUFFIX, schema));
        } catch (RegistryAccessException e) {
            throw new StartupException("ringfence.avro.properties.basic.auth.user.info: " + e.getMessage(), e);
        } catch (RegistryUnavailableException e) {
            throw new StartupException(
                    "ringfence.avro.schema-registry-url (SCHEMA_REGISTRY_URL): " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new StartupException(e.getMessage(), e);
        }
    }

    private void requireKnown(String topic, int id) {
        try {
            Schema schema = registry.schema(id);
            if (!schemas.recordsOn(topic).contains(schema.getName())) {
                throw lost(topic, id, "Schema %d is %s there.".formatted(id, schema.getFullName()), null);
            }
        } catch (SerializationException e) {
            throw lost(topic, id, e.getMessage(), e);
        }
    }

    private StartupException lost(String topic, int id, String found, Throwable cause) {
        return new StartupException(
                ("Topic %s holds records of %s with the schema id %d, which are not of this registry: %s %s has lost what "
                                + "it knew, or is not the one that was written with. Restore its storage or set "
                                + "SCHEMA_REGISTRY_URL (ringfence.avro.schema-registry-url) to that one; do not register "
                                + "schemas anew, they would get ids of others. Nothing was registered.")
                        .formatted(topic, String.join(" or ", schemas.recordsOn(topic)), id, found, registry),
                cause);
    }
}
