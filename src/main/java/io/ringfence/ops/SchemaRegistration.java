package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.avro.ActionRequest;
import io.ringfence.avro.ClaimAnswer;
import io.ringfence.avro.NumberEntry;
import io.ringfence.avro.NumberEvent;
import io.ringfence.avro.OrderProgress;
import io.ringfence.avro.PhoneNumber;
import io.ringfence.avro.RegistryAccessException;
import io.ringfence.avro.RegistryUnavailableException;
import io.ringfence.avro.Rejection;
import io.ringfence.avro.SchemaRegistry;
import io.ringfence.avro.SiteCounts;
import io.ringfence.avro.StateChange;
import io.ringfence.avro.VoiceServiceOrder;
import io.ringfence.avro.VoiceServiceOutcome;
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
        } catch (RegistryAccessException e) {
            throw new StartupException("ringfence.avro.properties.basic.auth.user.info: " + e.getMessage(), e);
        } catch (RegistryUnavailableException e) {
            throw new StartupException(
                    "ringfence.avro.schema-registry-url (SCHEMA_REGISTRY_URL): " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new StartupException(e.getMessage(), e);
        }
    }

    private Map<String, Schema> schemasByTopic() {
        return Map.ofEntries(
                Map.entry(Topics.ACTIONS.name(), ActionRequest.SCHEMA$),
                Map.entry(Topics.PROVISIONING.name(), ActionRequest.SCHEMA$),
                Map.entry(Topics.ORDERS.name(), VoiceServiceOrder.SCHEMA$),
                Map.entry(Topics.STATE_CHANGES.name(), StateChange.SCHEMA$),
                Map.entry(Topics.REJECTIONS.name(), Rejection.SCHEMA$),
                Map.entry(Topics.ORDER_OUTCOMES.name(), VoiceServiceOutcome.SCHEMA$),
                Map.entry(Topics.SITE_EVENTS.name(), NumberEvent.SCHEMA$),
                Map.entry(Topics.CLAIM_ANSWERS.name(), ClaimAnswer.SCHEMA$),
                Map.entry(Topics.ORDER_REQUESTS.name(), ActionRequest.SCHEMA$),
                Map.entry(settings.changelog(StoreNames.NUMBERS), NumberEntry.SCHEMA$),
                Map.entry(settings.changelog(StoreNames.SITE_NUMBERS), PhoneNumber.SCHEMA$),
                Map.entry(settings.changelog(StoreNames.SITES), SiteCounts.SCHEMA$),
                Map.entry(settings.changelog(StoreNames.WAITING_ORDERS), VoiceServiceOrder.SCHEMA$),
                Map.entry(settings.changelog(StoreNames.ORDERS_IN_PROGRESS), OrderProgress.SCHEMA$));
    }
}
