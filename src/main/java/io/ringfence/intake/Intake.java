package io.ringfence.intake;

import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.Site;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.topology.Topics;
import io.ringfence.trace.Trace;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/** Publishes requests and orders, what parties are entitled to, what the voice platform says, what the directory has. */
public final class Intake {
    private final Producer<String, byte[]> producer;
    private final Serializer<GenericRecord> avro;

    public Intake(Producer<String, byte[]> producer, Serializer<GenericRecord> avro) {
        this.producer = producer;
        this.avro = avro;
    }

    /**
     * Publishes a request on the topic that its action belongs to; see {@link #publish(String, GenericRecord)}.
     *
     * @param trace that its outcome is to belong to
     */
    public CompletableFuture<Published> publish(ActionRequest request, Trace trace) {
        return publish(Topics.of(request.action().channel()).name(), ToAvro.actionRequest(request), trace);
    }

    /**
     * Publishes an order; see {@link #publish(String, GenericRecord)}.
     *
     * @param trace that its outcome, and all that it changes, is to belong to
     */
    public CompletableFuture<Published> publish(VoiceServiceOrder order, Trace trace) {
        return publish(Topics.ORDERS.name(), ToAvro.order(order), trace);
    }

    /** Publishes what a party is entitled to; see {@link #publish(String, GenericRecord)}. */
    public CompletableFuture<Published> publish(Entitlement entitlement) {
        return publish(Topics.ENTITLEMENTS.name(), ToAvro.entitlement(entitlement));
    }

    /** Publishes what became of what the voice platform was asked; see {@link #publish(String, GenericRecord)}. */
    public CompletableFuture<Published> publishResult(Answer result) {
        return publish(Topics.FULFILMENT_RESULTS.name(), ToAvro.fulfilmentResult(result));
    }

    /** Publishes what the directory is to have of a site; see {@link #publish(String, GenericRecord)}. */
    public CompletableFuture<Published> publish(Site site) {
        return publish(Topics.SITE_DIRECTORY.name(), ToAvro.site(site));
    }

    /**
     * Publishes a record as it is. Blocks while the broker or the registry cannot be asked about the topic
     * and the schema, for as long as their clients do.
     *
     * @param topic any; on one that is not meant for it, what comes of it is a rejection or a dead letter
     * @return completed once the brokers have it safe; fails with the {@link KafkaException} that says why they have not
     */
    public CompletableFuture<Published> publish(String topic, GenericRecord asked) {
        return publish(topic, asked, Trace.NONE);
    }

    private CompletableFuture<Published> publish(String topic, GenericRecord asked, Trace trace) {
        CompletableFuture<Published> published = new CompletableFuture<>();
        try {
            String key = InputType.of(asked.getSchema()).key(asked);
            byte[] value = avro.serialize(topic, asked);
            producer.send(new ProducerRecord<>(topic, null, key, value, trace.headers()), (at, failure) -> {
                if (failure == null) {
                    published.complete(new Published(at.topic(), at.partition(), at.offset()));
                } else {
                    published.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            published.completeExceptionally(e);
        }
        return published;
    }
}
