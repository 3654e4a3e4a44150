package io.ringfence.ops;

import io.ringfence.avro.ActionRequest;
import io.ringfence.avro.ClaimAnswer;
import io.ringfence.avro.NumberEntry;
import io.ringfence.avro.NumberEvent;
import io.ringfence.avro.OrderProgress;
import io.ringfence.avro.PhoneNumber;
import io.ringfence.avro.Pick;
import io.ringfence.avro.Rejection;
import io.ringfence.avro.SiteCounts;
import io.ringfence.avro.StateChange;
import io.ringfence.avro.VoiceServiceOrder;
import io.ringfence.avro.VoiceServiceOutcome;
import io.ringfence.topology.StoreNames;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas of each topic's values. */
@Singleton
final class TopicSchemas {
    /** Of the topics that others write. */
    static final Map<String, Schema> INPUTS = Map.of(
            Topics.ACTIONS.name(), ActionRequest.SCHEMA$,
            Topics.PROVISIONING.name(), ActionRequest.SCHEMA$,
            Topics.ORDERS.name(), VoiceServiceOrder.SCHEMA$);

    /** What travels there under the subject of the topic that it was written for. */
    private static final Map<String, Set<Schema>> PASSED_ON = Map.of(
            Topics.SITE_EVENTS.name(), Set.of(StateChange.SCHEMA$, Rejection.SCHEMA$, VoiceServiceOrder.SCHEMA$));

    private final Map<String, Schema> ours;

    TopicSchemas(WorkerSettings settings) {
        ours = Map.ofEntries(
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
                Map.entry(settings.changelog(StoreNames.ORDERS_IN_PROGRESS), OrderProgress.SCHEMA$),
                Map.entry(settings.changelog(StoreNames.ORDER_PICKS), Pick.SCHEMA$));
    }

    /** By topic, what the registry has to have. */
    Map<String, Schema> registered() {
        Map<String, Schema> all = new HashMap<>(INPUTS);
        all.putAll(ours);
        return all;
    }

    /** The topics that only workers write. */
    Set<String> written() {
        return ours.keySet();
    }

    /** The names of the records on a topic that only workers write; orders are passed on in the sender's own namespace. */
    Set<String> recordsOn(String topic) {
        return Stream.concat(Stream.of(ours.get(topic)), PASSED_ON.getOrDefault(topic, Set.of()).stream())
                .map(Schema::getName)
                .collect(Collectors.toSet());
    }
}
