package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementKey;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.history.History;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import io.ringfence.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Another system: publishes requests and reads all that comes out, committed, from the beginning. */
public final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final AvroSerde avro = new AvroSerde();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<UUID, Outcome> outcomesById = new HashMap<>();
    private final Map<StateChange, Instant> written = new HashMap<>();
    private final Map<UUID, Trace> traces = new HashMap<>();
    private final List<VoiceServiceOutcome> orderOutcomes = new ArrayList<>();
    private final List<FulfilmentRequest> fulfilments = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();

    Client(Platform platform) {
        this(platform.bootstrapServers(), platform.registryUrl());
    }

    public Client(String bootstrapServers, String registryUrl) {
        this(bootstrapServers, registryUrl, Map.of());
    }

    /**
     * @param producing settings of the producer, beyond those that every test needs
     */
    Client(String bootstrapServers, String registryUrl, Map<String, Object> producing) {
        avro.configure(Map.of("schema.registry.url", registryUrl), false);
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.putAll(producing);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(Stream.of(
                        Topics.STATE_CHANGES,
                        Topics.REJECTIONS,
                        Topics.ORDER_OUTCOMES,
                        Topics.FULFILMENTS,
                        Topics.DEAD_LETTERS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
    }

    public RecordMetadata publish(ActionRequest request) {
        return publish(new ProducerRecord<>(topic(request), bytes(request.phoneNumber()), encoded(request)));
    }

    /** Returns once the broker has it. */
    public RecordMetadata publish(ProducerRecord<byte[], byte[]> record) {
        return acknowledged(publishSoon(record));
    }

    private static RecordMetadata acknowledged(Future<RecordMetadata> published) {
        try {
            return published.get();
        } catch (Exception e) {
            throw new IllegalStateException("Not published", e);
        }
    }

    /** Returns once the broker has them all. */
    public void publishAll(List<ActionRequest> requests) {
        List<Future<RecordMetadata>> published =
                requests.stream().map(this::publishSoon).toList();
        published.forEach(Client::acknowledged);
    }

    /** Does not wait: for load. */
    public Future<RecordMetadata> publishSoon(ActionRequest request) {
        return publishSoon(new ProducerRecord<>(topic(request), bytes(request.phoneNumber()), encoded(request)));
    }

    public RecordMetadata publish(VoiceServiceOrder order) {
        return acknowledged(publishSoon(order));
    }

    public Future<RecordMetadata> publishSoon(VoiceServiceOrder order) {
        return publishSoon(new ProducerRecord<>(Topics.ORDERS.name(), bytes(order.siteId()), encoded(order)));
    }

    public Future<RecordMetadata> publishSoon(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    /** Publishes what a party is entitled to. */
    public RecordMetadata publish(Entitlement entitlement) {
        String key =
                EntitlementKey.of(entitlement.siteId(), entitlement.party()).text();
        byte[] value = avro.serializer().serialize(Topics.ENTITLEMENTS.name(), ToAvro.entitlement(entitlement));
        return publish(new ProducerRecord<>(Topics.ENTITLEMENTS.name(), bytes(key), value));
    }

    /** Publishes what the voice platform says. */
    public Future<RecordMetadata> publishSoon(Answer result) {
        byte[] value = avro.serializer().serialize(Topics.FULFILMENT_RESULTS.name(), ToAvro.fulfilmentResult(result));
        return publishSoon(new ProducerRecord<>(Topics.FULFILMENT_RESULTS.name(), bytes(result.phoneNumber()), value));
    }

    public byte[] encoded(VoiceServiceOrder order) {
        return avro.serializer().serialize(Topics.ORDERS.name(), ToAvro.order(order));
    }

    public byte[] encoded(ActionRequest request) {
        return avro.serializer().serialize(topic(request), ToAvro.actionRequest(request));
    }

    public AvroSerde avro() {
        return avro;
    }

    public static String topic(ActionRequest request) {
        return Topics.of(request.action().channel()).name();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public Outcome outcome(ActionRequest request) {
        return outcome(request.requestId());
    }

    public Outcome outcome(UUID requestId) {
        return received(() -> outcomesById.get(requestId));
    }

    /** The trace that the outcome of a request or an order belongs to. */
    public Trace trace(UUID id) {
        return received(() -> traces.get(id));
    }

    public VoiceServiceOutcome outcome(VoiceServiceOrder order) {
        return received(() -> orderOutcomes.stream()
                .filter(outcome -> order.orderId().equals(outcome.orderId()))
                .findFirst()
                .orElse(null));
    }

    /** What has come out for the order so far. */
    public List<VoiceServiceOutcome> orderOutcomes(VoiceServiceOrder order) {
        poll();
        return orderOutcomes.stream()
                .filter(outcome -> order.orderId().equals(outcome.orderId()))
                .toList();
    }

    /** Looks at what is here before it asks the broker for more. */
    private <T> T received(Supplier<T> wanted) {
        T here = wanted.get();
        return here != null
                ? here
                : await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(PATIENCE)
                        .until(
                                () -> {
                                    poll();
                                    return wanted.get();
                                },
                                Objects::nonNull);
    }

    /** Publishes the request, and returns what comes of it. */
    public Outcome decided(ActionRequest request) {
        publish(request);
        return outcome(request);
    }

    /** Publishes the order, and returns what comes of it. */
    public VoiceServiceOutcome decided(VoiceServiceOrder order) {
        publish(order);
        return outcome(order);
    }

    public StateChange change(ActionRequest request) {
        return (StateChange) outcome(request);
    }

    public Rejection rejection(ActionRequest request) {
        return (Rejection) outcome(request);
    }

    /** All that has come out so far, together with what went in. */
    public History history(List<ActionRequest> requests, List<VoiceServiceOrder> orders) {
        return history(requests, orders, Set.of());
    }

    public History history(List<ActionRequest> requests, List<VoiceServiceOrder> orders, Set<UUID> unsure) {
        return new History(
                requests,
                orders,
                unsure,
                List.copyOf(outcomes),
                Map.copyOf(written),
                List.copyOf(orderOutcomes),
                List.copyOf(fulfilments),
                Set.of(),
                List.of());
    }

    /** Those of the requests and orders that nothing has come out for so far. */
    public Set<UUID> unanswered(Set<UUID> ids) {
        poll();
        Set<UUID> unanswered = new HashSet<>(ids);
        unanswered.removeAll(outcomesById.keySet());
        orderOutcomes.forEach(outcome -> unanswered.remove(outcome.orderId()));
        return unanswered;
    }

    /** What the voice platform was asked so far. */
    public List<FulfilmentRequest> fulfilments() {
        poll();
        return List.copyOf(fulfilments);
    }

    /** What has come out so far for records that could not be read. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        poll();
        return List.copyOf(deadLetters);
    }

    /** What has come out so far, in the order of each partition. */
    public List<Outcome> outcomes(Predicate<Outcome> wanted) {
        poll();
        return outcomes.stream().filter(wanted).toList();
    }

    public ConsumerRecord<byte[], byte[]> deadLetter(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            poll();
                            return deadLetters.stream().filter(wanted).toList();
                        },
                        found -> !found.isEmpty())
                .get(0);
    }

    private void poll() {
        consumer.poll(POLL).forEach(this::receive);
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
            deadLetters.add(record);
        } else if (record.topic().equals(Topics.ORDER_OUTCOMES.name())) {
            VoiceServiceOutcome outcome =
                    FromAvro.orderOutcome(avro.deserializer().deserialize(record.topic(), record.value()));
            orderOutcomes.add(outcome);
            traces.putIfAbsent(outcome.orderId(), Trace.of(record.headers()));
        } else if (record.topic().equals(Topics.FULFILMENTS.name())) {
            fulfilments.add(
                    FromAvro.fulfilmentRequest(avro.deserializer().deserialize(record.topic(), record.value())));
        } else {
            Outcome outcome = FromAvro.outcome(avro.deserializer().deserialize(record.topic(), record.value()));
            outcomes.add(outcome);
            outcomesById.putIfAbsent(Requests.idOf(outcome), outcome);
            if (outcome instanceof StateChange change) {
                written.put(change, Instant.ofEpochMilli(record.timestamp()));
            }
            traces.putIfAbsent(Requests.idOf(outcome), Trace.of(record.headers()));
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
        avro.close();
    }
}
