package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.avro.ActionRequest;
import io.ringfence.avro.ClaimAnswer;
import io.ringfence.avro.NumberEntry;
import io.ringfence.avro.NumberEvent;
import io.ringfence.avro.PhoneNumber;
import io.ringfence.avro.Rejection;
import io.ringfence.avro.SchemaRegistry;
import io.ringfence.avro.SiteCounts;
import io.ringfence.avro.StateChange;
import io.ringfence.topology.StoreNames;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/**
 * Makes sure at start-up, not at the first record, that the registry knows every schema that is written or read; those
 * of the input topics too, so that senders find them there.
 */
@Singleton
final class SchemaRegistration {
    private static final String SUBJECT_SUFFIX = "-value";

    private final AvroSettings avro;
    private final WorkerSettings settings;

    SchemaRegistration(AvroSettings avro, WorkerSettings settings) {
        this.avro = avro;
        this.settings = settings;
    }

    void registerAll() {
        try {
            SchemaRegistry registry = SchemaRegistry.of(avro.configs());
            schemasByTopic().forEach((topic, schema) -> registry.id(topic + SUBJECT_SUFFIX, schema));
        } catch (KafkaException e) {
            throw new StartupException(
                    "Schemas cannot be registered (ringfence.avro.schema-registry-url, SCHEMA_REGISTRY_URL): "
                            + e.getMessage(),
                    e);
        }
    }

    private Map<String, Schema> schemasByTopic() {
        return Map.of(
                Topics.ACTIONS.name(), ActionRequest.SCHEMA$,
                Topics.PROVISIONING.name(), ActionRequest.SCHEMA$,
                Topics.STATE_CHANGES.name(), StateChange.SCHEMA$,
                Topics.REJECTIONS.name(), Rejection.SCHEMA$,
                Topics.SITE_EVENTS.name(), NumberEvent.SCHEMA$,
                Topics.CLAIM_ANSWERS.name(), ClaimAnswer.SCHEMA$,
                changelog(StoreNames.NUMBERS), NumberEntry.SCHEMA$,
                changelog(StoreNames.SITE_NUMBERS), PhoneNumber.SCHEMA$,
                changelog(StoreNames.SITES), SiteCounts.SCHEMA$);
    }

    private String changelog(String store) {
        return settings.applicationId() + "-" + store + "-changelog";
    }
}
