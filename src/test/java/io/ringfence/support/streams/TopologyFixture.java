package io.ringfence.support.streams;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.avro.StockRecords;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Answer;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.EntitlementKey;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.SentOrder;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.SiteKey;
import io.ringfence.topology.StateStores;
import io.ringfence.topology.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology, driven record by record, with the settings of the worker that bear on what it decides. */
public final class TopologyFixture implements Stores {
    public static final Duration WINDOW = Topologies.WINDOW;
    public static final Duration ORDER_RETENTION = Topologies.ORDER_RETENTION;

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final TopologyTestDriver driver;
    private final AvroSerde avro = new AvroSerde(registry);
    private final RecordCodec codec = new RecordCodec(avro);
    private final TestOutputTopic<String, byte[]> changes;
    private final TestOutputTopic<String, byte[]> rejections;
    private final TestOutputTopic<String, byte[]> orderOutcomes;
    private final TestOutputTopic<String, byte[]> fulfilments;
    private final TestOutputTopic<String, byte[]> stocks;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private Instant now;
    private Duration behind = Duration.ZERO;

    /**
     * @param partitions the driver runs one task a sub-topology, which is partition 0
     */
    public TopologyFixture(Path stateDirectory, Instant start, int partitions) {
        this(stateDirectory, start, partitions, Set.of());
    }

    /** With a voice platform, which carries some out; the test is that. */
    public TopologyFixture(Path stateDirectory, Instant start, Set<Action> fulfilled) {
        this(stateDirectory, start, 1, fulfilled);
    }

    private TopologyFixture(Path stateDirectory, Instant start, int partitions, Set<Action> fulfilled) {
        now = start;
        Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), fulfilled);
        driver = new TopologyTestDriver(
                Topologies.of(avro, rules, partitions).build(), bounded(settings(stateDirectory)), start);
        changes = driver.createOutputTopic(
                Topics.STATE_CHANGES.name(), new StringDeserializer(), new ByteArrayDeserializer());
        rejections = driver.createOutputTopic(
                Topics.REJECTIONS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        orderOutcomes = driver.createOutputTopic(
                Topics.ORDER_OUTCOMES.name(), new StringDeserializer(), new ByteArrayDeserializer());
        fulfilments = driver.createOutputTopic(
                Topics.FULFILMENTS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        stocks = driver.createOutputTopic(
                Topics.SITE_STOCK.name(), new StringDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic(
                Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public TopologyTestDriver driver() {
        return driver;
    }

    public InMemoryRegistry registry() {
        return registry;
    }

    private static Properties bounded(Properties settings) {
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, BoundedHops.class);
        return settings;
    }

    public static Properties settings(Path stateDirectory) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "ringfence");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:0");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        return settings;
    }

    /** Publishes the request where it belongs. */
    public void publish(ActionRequest request) {
        publish(Requests.onItsTopic(request));
    }

    public void publish(Envelope request) {
        publish(Topics.of(request.channel()), new TestRecord<>(bytes(request.key()), encoded(request.request()), now));
    }

    public void publish(Topics.Topic topic, ActionRequest request) {
        publish(topic, new TestRecord<>(bytes(request.phoneNumber()), encoded(request), now));
    }

    public void publish(Topics.Topic topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** Publishes the order where it belongs. */
    public void publish(VoiceServiceOrder order) {
        publish(new SentOrder(order.siteId(), order));
    }

    public void publish(SentOrder sent) {
        publish(Topics.ORDERS, new TestRecord<>(bytes(sent.key()), encoded(sent.order()), now));
    }

    /** What the voice platform is asked. */
    public List<FulfilmentRequest> fulfilments() {
        return fulfilments.readRecordsToList().stream()
                .map(record -> FromAvro.fulfilmentRequest(
                        avro.deserializer().deserialize(Topics.FULFILMENTS.name(), record.value())))
                .toList();
    }

    /** Publishes what the voice platform says. */
    public void publish(Answer result) {
        publish(Topics.FULFILMENT_RESULTS, new TestRecord<>(bytes(result.phoneNumber()), encoded(result), now));
    }

    /** Publishes what a party is entitled to. */
    public void publish(EntitlementChange change) {
        String key = EntitlementKey.of(change.siteId(), change.party()).text();
        byte[] value = change.voiceServices().isEmpty()
                ? null
                : encoded(new Entitlement(
                        change.siteId(), change.party(), change.voiceServices().getAsInt()));
        publish(Topics.ENTITLEMENTS, new TestRecord<>(bytes(key), value, now));
    }

    public byte[] encoded(Entitlement entitlement) {
        return avro.serializer().serialize(Topics.ENTITLEMENTS.name(), ToAvro.entitlement(entitlement));
    }

    public byte[] encoded(Answer result) {
        return avro.serializer().serialize(Topics.FULFILMENT_RESULTS.name(), ToAvro.fulfilmentResult(result));
    }

    public byte[] encoded(VoiceServiceOrder order) {
        return avro.serializer().serialize(Topics.ORDERS.name(), ToAvro.order(order));
    }

    public byte[] encoded(ActionRequest request) {
        return avro.serializer().serialize(Topics.ACTIONS.name(), ToAvro.actionRequest(request));
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Moves the clock that stamps records, and the one that ends cooling off. */
    public void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Moves only the clock that stamps records, as if the worker's had not ticked yet. */
    public void advanceRecordsOnly(Duration time) {
        now = now.plus(time);
        behind = behind.plus(time);
    }

    /** Moves the clock that ends cooling off to where the one that stamps records is. */
    public void catchUp() {
        driver.advanceWallClockTime(behind);
        behind = Duration.ZERO;
    }

    public RecordCodec codec() {
        return codec;
    }

    /** Whatever its kind. */
    public Object anyStore(String name) {
        return name.equals(StateStores.REQUESTS) ? driver.getWindowStore(name) : driver.getKeyValueStore(name);
    }

    public Instant now() {
        return now;
    }

    public List<StateChange> changes() {
        return changes.readRecordsToList().stream()
                .map(record -> (StateChange) keyed(record))
                .toList();
    }

    public List<Rejection> rejections() {
        return rejections.readRecordsToList().stream()
                .map(record -> (Rejection) keyed(record))
                .toList();
    }

    public List<VoiceServiceOutcome> orderOutcomes() {
        return orderOutcomes.readRecordsToList().stream()
                .map(record -> orderOutcome(record.value()))
                .toList();
    }

    public VoiceServiceOutcome orderOutcome(byte[] bytes) {
        return FromAvro.orderOutcome(avro.deserializer().deserialize(Topics.ORDER_OUTCOMES.name(), bytes));
    }

    public List<SiteStock> stocks() {
        return stocks.readRecordsToList().stream()
                .map(record -> stock(avro, record.key(), record.value()))
                .toList();
    }

    /** What a record of the topic of sites' stock says. */
    public static SiteStock stock(AvroSerde avro, String key, byte[] value) {
        SiteStock stock = StockRecords.read(avro.deserializer().deserialize(Topics.SITE_STOCK.name(), value));
        if (!stock.siteId().equals(key)) {
            throw new AssertionError("Stock of " + stock.siteId() + " has key " + key);
        }
        return stock;
    }

    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    private Outcome keyed(TestRecord<String, byte[]> record) {
        Outcome outcome = codec.decode(record.value());
        if (!outcome.phoneNumber().equals(record.key())) {
            throw new AssertionError("Outcome of " + outcome.phoneNumber() + " has key " + record.key());
        }
        return outcome;
    }

    public NumberEntry number(String phoneNumber) {
        return driver.<String, NumberEntry>getKeyValueStore(StateStores.NUMBERS.name())
                .get(phoneNumber);
    }

    /** The outcome under a request's id. */
    public Optional<Outcome> logged(String phoneNumber, UUID requestId) {
        return new DedupeStore(driver.getWindowStore(StateStores.REQUESTS), new DedupeStore.Window(WINDOW))
                .find(phoneNumber, requestId, now)
                .map(logged -> codec.decode(logged.outcome()));
    }

    public PhoneNumber listed(String siteId, String phoneNumber) {
        return driver.<String, PhoneNumber>getKeyValueStore(StateStores.SITE_NUMBERS.name())
                .get(SiteKey.number(siteId, phoneNumber));
    }

    public SiteCounts counts(String siteId) {
        return driver.<String, SiteCounts>getKeyValueStore(StateStores.SITES.name())
                .get(siteId);
    }

    @Override
    public <V> KeyValueStore<String, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    @Override
    public void close() {
        driver.close();
        avro.close();
    }
}
