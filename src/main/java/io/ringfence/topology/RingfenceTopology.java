package io.ringfence.topology;

import io.ringfence.avro.DomainSerdes;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier.WindowStoreTypes;

/**
 * The two halves: numbers, keyed by phone number, and sites, keyed by site, joined by internal topics.
 *
 * <pre>
 * actions, provisioning → reading → ownership → decision → state changes, rejections, site events
 *                             ↓           ↑
 *                             rerouted requests
 *
 * orders → site events → site → claim answers, order requests → decision
 *                          ↓
 *                          order outcomes
 * </pre>
 */
public final class RingfenceTopology {
    static final String OWNERSHIP = "ownership";
    static final String DECISION = "decision";
    static final String SITE = "site";
    static final String REROUTED_SINK = "rerouted-sink";
    static final String STATE_CHANGES_SINK = "state-changes-sink";
    static final String REJECTIONS_SINK = "rejections-sink";
    static final String SITE_EVENTS_SINK = "site-events-sink";
    static final String ORDERS_SINK = "orders-sink";
    static final String CLAIM_ANSWERS_SINK = "claim-answers-sink";
    static final String ORDER_REQUESTS_SINK = "order-requests-sink";
    static final String ORDER_OUTCOMES_SINK = "order-outcomes-sink";

    private static final String NUMBER_READING = "number-reading";
    private static final String ORDER_READING = "order-reading";
    private static final String SITE_READING = "site-reading";
    private static final String NUMBER_DEAD_LETTERS_SINK = "number-dead-letters-sink";
    private static final String ORDER_DEAD_LETTERS_SINK = "order-dead-letters-sink";

    /** Of stores whose values grow with the numbers of an order, or hold records of internal topics as they came. */
    public static final TopicSetting LARGE_VALUES = new TopicSetting(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DeadLetters.MAX_BYTES), TopicSetting.Rule.AT_LEAST);

    /** The smallest that brokers take. */
    private static final int POSITIONS_SEGMENT_BYTES = 1024 * 1024;

    private final Serde<GenericRecord> avro;
    private final DomainSerdes serdes;
    private final RecordCodec codec;
    private final Rules rules;
    private final RequestLog.Window window;
    private final Duration orderRetention;
    private final Partitions partitions;
    private final Continuity continuity;
    private final TimestampExtractor time;

    /**
     * @param avro of every record
     * @param orderRetention how long an order is remembered after its outcome
     * @param time tells the "now" of a decision from the record that asks for it
     */
    public RingfenceTopology(
            Serde<GenericRecord> avro,
            Rules rules,
            RequestLog.Window window,
            Duration orderRetention,
            Partitions partitions,
            Continuity continuity,
            TimestampExtractor time) {
        this.avro = avro;
        this.serdes = new DomainSerdes(avro);
        this.codec = new RecordCodec(avro);
        this.rules = rules;
        this.window = window;
        this.orderRetention = orderRetention;
        this.partitions = partitions;
        this.continuity = continuity;
        this.time = time;
    }

    /** Builds it. */
    public Topology build() {
        Topology topology = new Topology();
        addNumbers(topology);
        addOrders(topology);
        addSites(topology);
        return topology;
    }

    void addNumbers(Topology topology) {
        RequestReader requests = new RequestReader(avro.deserializer());
        List<Reading.Input<NumberInput>> inputs = List.of(
                new Reading.Input<>(
                        Topics.ACTIONS,
                        (topic, headers, value) -> requests.received(Channel.ACTIONS, topic, headers, value),
                        OWNERSHIP,
                        NUMBER_DEAD_LETTERS_SINK),
                new Reading.Input<>(
                        Topics.PROVISIONING,
                        (topic, headers, value) -> requests.received(Channel.PROVISIONING, topic, headers, value),
                        OWNERSHIP,
                        NUMBER_DEAD_LETTERS_SINK),
                new Reading.Input<>(Topics.REROUTED, requests::rerouted, DECISION, null),
                new Reading.Input<>(
                        Topics.CLAIM_ANSWERS, (topic, headers, value) -> codec.hop(topic, value), DECISION, null, true),
                new Reading.Input<>(
                        Topics.ORDER_REQUESTS, (topic, headers, value) -> codec.hop(topic, value), DECISION, null));
        addReading(topology, NUMBER_READING, inputs, positions(StoreNames.NUMBER_POSITIONS), numberStores());
        topology.addProcessor(OWNERSHIP, () -> new Ownership(partitions), NUMBER_READING)
                .addProcessor(DECISION, () -> new NumberProcessor(rules, window, codec), NUMBER_READING, OWNERSHIP);
        numberStores().forEach(store -> topology.addStateStore(store, DECISION));
        addDeadLetters(topology, NUMBER_DEAD_LETTERS_SINK, NUMBER_READING);
        Serializer<ReceivedRequest> asReceived = (topic, received) -> received.payload();
        topology.addSink(REROUTED_SINK, Topics.REROUTED.name(), new StringSerializer(), asReceived, OWNERSHIP);
        addSink(topology, STATE_CHANGES_SINK, Topics.STATE_CHANGES, DECISION);
        addSink(topology, REJECTIONS_SINK, Topics.REJECTIONS, DECISION);
        addSink(topology, SITE_EVENTS_SINK, Topics.SITE_EVENTS, DECISION);
    }

    /**
     * Orders go to the owner of their site by way of its events: whoever has read a state change may count on the site
     * knowing it when it takes the order.
     */
    void addOrders(Topology topology) {
        List<Reading.Input<byte[]>> inputs =
                List.of(new Reading.Input<>(Topics.ORDERS, codec::order, ORDERS_SINK, ORDER_DEAD_LETTERS_SINK));
        addReading(topology, ORDER_READING, inputs, positions(StoreNames.ORDER_POSITIONS), List.of());
        addDeadLetters(topology, ORDER_DEAD_LETTERS_SINK, ORDER_READING);
        addSink(topology, ORDERS_SINK, Topics.SITE_EVENTS, ORDER_READING);
    }

    void addSites(Topology topology) {
        List<Reading.Input<ReceivedEvent>> inputs = List.of(
                new Reading.Input<>(Topics.SITE_EVENTS, (topic, headers, value) -> codec.siteEvent(value), SITE, null));
        addReading(topology, SITE_READING, inputs, positions(StoreNames.SITE_POSITIONS), siteStores());
        topology.addProcessor(SITE, () -> new SiteProcessor(rules, orderRetention, codec), SITE_READING);
        siteStores().forEach(store -> topology.addStateStore(store, SITE));
        addSink(topology, CLAIM_ANSWERS_SINK, Topics.CLAIM_ANSWERS, SITE);
        addSink(topology, ORDER_REQUESTS_SINK, Topics.ORDER_REQUESTS, SITE);
        addSink(topology, ORDER_OUTCOMES_SINK, Topics.ORDER_OUTCOMES, SITE);
    }

    private List<StoreBuilder<?>> numberStores() {
        return List.of(
                numbers(), requests(), coolingOff(), pendingClaims(), setAside(StoreNames.NUMBER_HOPS_SET_ASIDE));
    }

    private List<StoreBuilder<?>> siteStores() {
        return List.of(
                siteNumbers(),
                sites(),
                siteIndex(),
                mainNumbers(),
                orders(),
                waitingOrders(),
                ordersInProgress(),
                orderPicks(),
                picks(),
                setAside(StoreNames.SITE_EVENTS_SET_ASIDE));
    }

    private <V> void addReading(
            Topology topology,
            String name,
            List<Reading.Input<V>> inputs,
            StoreBuilder<?> positions,
            List<StoreBuilder<?>> stores) {
        inputs.forEach(input -> topology.addSource(
                (AutoOffsetReset) null,
                source(input),
                input.first() ? new AnswersFirst(time) : time,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                input.topic().name()));
        Set<String> names = stores.stream().map(StoreBuilder::name).collect(Collectors.toUnmodifiableSet());
        topology.addProcessor(
                        name,
                        () -> new Reading<>(inputs, positions.name(), names, continuity),
                        inputs.stream().map(RingfenceTopology::source).toArray(String[]::new))
                .addStateStore(positions, name);
    }

    private static String source(Reading.Input<?> input) {
        return input.topic().name() + "-source";
    }

    private static void addDeadLetters(Topology topology, String name, String parent) {
        topology.addSink(
                name, Topics.DEAD_LETTERS.name(), new ByteArraySerializer(), new ByteArraySerializer(), parent);
    }

    private static void addSink(Topology topology, String name, Topics.Topic topic, String parent) {
        topology.addSink(name, topic.name(), new StringSerializer(), new ByteArraySerializer(), parent);
    }

    private StoreBuilder<?> numbers() {
        return keyValue(StoreNames.NUMBERS, Serdes.String(), serdes.numberEntry());
    }

    /**
     * Its segments are the log's buckets. Kafka Streams' own factory has them follow from the retention, and would not
     * find the files that it wrote before the window was changed.
     */
    private StoreBuilder<WindowStore<String, LoggedRequest>> requests() {
        long bucket = RequestLog.Window.BUCKET.toMillis();
        return Stores.windowStoreBuilder(
                new RocksDbWindowBytesStoreSupplier(
                        StoreNames.REQUESTS,
                        window.retention().toMillis(),
                        bucket,
                        bucket,
                        false,
                        WindowStoreTypes.DEFAULT_WINDOW_STORE),
                Serdes.String(),
                LoggedRequest.serde());
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> coolingOff() {
        return keyValue(StoreNames.COOLING_OFF, Serdes.Bytes(), Serdes.ByteArray());
    }

    private static StoreBuilder<?> pendingClaims() {
        return keyValue(StoreNames.PENDING_CLAIMS, Serdes.String(), Serdes.ByteArray());
    }

    private StoreBuilder<?> siteNumbers() {
        return keyValue(StoreNames.SITE_NUMBERS, Serdes.String(), serdes.listedNumber());
    }

    /** Cached: a handful of keys change with almost every event, and only their last value at a commit counts. */
    private StoreBuilder<?> sites() {
        return keyValue(StoreNames.SITES, Serdes.String(), serdes.siteCounts()).withCachingEnabled();
    }

    /** Cached, and in small segments: changes with every record, and at a start is read from its beginning. */
    private static StoreBuilder<?> positions(String name) {
        return keyValue(name, Serdes.String(), Position.serde())
                .withLoggingEnabled(Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(POSITIONS_SEGMENT_BYTES)))
                .withCachingEnabled();
    }

    private static StoreBuilder<?> mainNumbers() {
        return keyValue(StoreNames.MAIN_NUMBERS, Serdes.String(), Serdes.String());
    }

    private static StoreBuilder<?> siteIndex() {
        return keyValue(StoreNames.SITE_INDEX, Serdes.String(), Serdes.ByteArray());
    }

    /** Has their outcomes, each of which names every number that its order gave or took. */
    private static StoreBuilder<?> orders() {
        return keyValue(StoreNames.ORDERS, Serdes.String(), Serdes.ByteArray()).withLoggingEnabled(large());
    }

    private StoreBuilder<?> waitingOrders() {
        return keyValue(StoreNames.WAITING_ORDERS, Serdes.String(), serdes.order());
    }

    /** Cached: an order of many numbers changes with each of them, and only its last value at a commit counts. */
    private StoreBuilder<?> ordersInProgress() {
        return keyValue(StoreNames.ORDERS_IN_PROGRESS, Serdes.String(), serdes.orderProgress())
                .withCachingEnabled();
    }

    /** Cached: a number of a small order is picked, changed and forgotten between two commits. */
    private StoreBuilder<?> orderPicks() {
        return keyValue(StoreNames.ORDER_PICKS, Serdes.String(), serdes.pick()).withCachingEnabled();
    }

    /** Empty, but for the time in which two releases work side by side. */
    private static StoreBuilder<?> setAside(String name) {
        return keyValue(name, Serdes.String(), Serdes.ByteArray()).withLoggingEnabled(large());
    }

    private static Map<String, String> large() {
        return Map.of(LARGE_VALUES.name(), LARGE_VALUES.value());
    }

    private static StoreBuilder<?> picks() {
        return keyValue(StoreNames.PICKS, Serdes.String(), Serdes.String());
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> keyValue(String name, Serde<K> key, Serde<V> value) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), key, value);
    }
}
