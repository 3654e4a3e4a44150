package io.ringfence.topology;

import io.ringfence.domain.Channel;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StockPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier.WindowStoreTypes;

/**
 * The sub-topologies: numbers, keyed by phone number, and sites, keyed by site, joined by internal topics.
 *
 * <pre>
 * actions, provisioning → reading → ownership → decision → state changes, rejections, site events
 *                             ↓           ↑
 *                             rerouted requests
 *
 * orders → site events → site → claim answers, order requests → decision
 *                          ↓
 *                          order outcomes, site stock
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
    static final String FULFILMENTS_SINK = "fulfilments-sink";
    static final String LIMITED_PARTIES_SINK = "limited-parties-sink";
    static final String SITE_STOCK_SINK = "site-stock-sink";

    private static final String NUMBER_READING = "number-reading";
    private static final String ORDER_READING = "order-reading";
    private static final String SITE_READING = "site-reading";
    private static final String TO_SITE = "to-site";
    private static final String NUMBER_DEAD_LETTERS_SINK = "number-dead-letters-sink";
    private static final String ORDER_DEAD_LETTERS_SINK = "order-dead-letters-sink";

    final Serde<GenericRecord> avro;
    final RecordCodec codec;
    private final Rules rules;
    final DedupeStore.Window window;
    final Duration orderRetention;
    private final Optional<StockPolicy> stockPolicy;
    private final Partitions partitions;
    private final Continuity continuity;
    final TimestampExtractor time;
    private final Rows rows;
    private final Proceedings proceedings;

    /**
     * @param avro of every record
     * @param orderRetention how long an order is remembered after its outcome
     * @param stockPolicy empty where nobody is told of the stock of sites
     * @param time tells the "now" of a decision from the record that asks for it
     * @param rows hears of the rows of the listings
     * @param proceedings hears of what is done
     */
    public RingfenceTopology(
            Serde<GenericRecord> avro,
            Rules rules,
            DedupeStore.Window window,
            Duration orderRetention,
            Optional<StockPolicy> stockPolicy,
            Partitions partitions,
            Continuity continuity,
            TimestampExtractor time,
            Rows rows,
            Proceedings proceedings) {
        this.avro = avro;
        this.codec = new RecordCodec(avro);
        this.rules = rules;
        this.window = window;
        this.orderRetention = orderRetention;
        this.stockPolicy = stockPolicy;
        this.partitions = partitions;
        this.continuity = continuity;
        this.time = time;
        this.rows = rows;
        this.proceedings = proceedings;
    }

    /** Builds it. */
    public Topology build() {
        Topology topology = new Topology();
        addNumbers(topology);
        addToSites(topology, orders(), entitlements());
        addSites(topology);
        return topology;
    }

    void addNumbers(Topology topology) {
        RequestReader requests = new RequestReader(avro.deserializer(), codec);
        List<Reading.Input<NumberInput>> inputs = List.of(
                received(Channel.ACTIONS, requests),
                received(Channel.PROVISIONING, requests),
                new Reading.Input<>(
                        Topics.FULFILMENT_RESULTS, codec::publishedResult, OWNERSHIP, NUMBER_DEAD_LETTERS_SINK, true),
                new Reading.Input<>(
                        Topics.REROUTED,
                        (topic, key, headers, value) -> requests.rerouted(topic, headers, value),
                        DECISION,
                        null),
                hop(Topics.CLAIM_ANSWERS, true),
                hop(Topics.LIMITED_PARTIES, true),
                hop(Topics.ORDER_REQUESTS, false));
        addReading(topology, NUMBER_READING, inputs, StateStores.NUMBER_POSITIONS.builder(avro), numberStores());
        topology.addProcessor(OWNERSHIP, () -> new Ownership(partitions, proceedings), NUMBER_READING)
                .addProcessor(
                        DECISION,
                        () -> new NumberProcessor(rules, window, codec, proceedings),
                        NUMBER_READING,
                        OWNERSHIP);
        numberStores().forEach(store -> topology.addStateStore(store, DECISION));
        addDeadLetters(topology, NUMBER_DEAD_LETTERS_SINK, NUMBER_READING);
        Serializer<NumberInput> asReceived = (topic, received) -> received.payload();
        topology.addSink(REROUTED_SINK, Topics.REROUTED.name(), new StringSerializer(), asReceived, OWNERSHIP);
        addSink(topology, STATE_CHANGES_SINK, Topics.STATE_CHANGES, DECISION);
        addSink(topology, REJECTIONS_SINK, Topics.REJECTIONS, DECISION);
        addSink(topology, FULFILMENTS_SINK, Topics.FULFILMENTS, DECISION);
        addSink(topology, SITE_EVENTS_SINK, Topics.SITE_EVENTS, DECISION);
    }

    private Reading.Input<NumberInput> hop(Topics.Topic hop, boolean first) {
        return new Reading.Input<>(hop, (topic, key, headers, value) -> codec.hop(topic, value), DECISION, null, first);
    }

    private static Reading.Input<NumberInput> received(Channel channel, RequestReader requests) {
        return new Reading.Input<>(
                Topics.of(channel),
                (topic, key, headers, value) -> requests.received(channel, topic, headers, value),
                OWNERSHIP,
                NUMBER_DEAD_LETTERS_SINK);
    }

    /**
     * Orders, and what parties are entitled to, go to the owner of their site by way of its events: whoever has read a state
     * change may count on the site knowing it when it takes the order.
     */
    @SafeVarargs
    final void addToSites(Topology topology, Reading.Input<ForSite>... inputs) {
        addReading(topology, ORDER_READING, List.of(inputs), StateStores.ORDER_POSITIONS.builder(avro), List.of());
        addDeadLetters(topology, ORDER_DEAD_LETTERS_SINK, ORDER_READING);
        topology.addProcessor(TO_SITE, ToSite::new, ORDER_READING);
        addSink(topology, ORDERS_SINK, Topics.SITE_EVENTS, TO_SITE);
    }

    Reading.Input<ForSite> orders() {
        return new Reading.Input<>(
                Topics.ORDERS,
                (topic, key, headers, value) -> new ForSite(key, codec.order(topic, headers, value)),
                TO_SITE,
                ORDER_DEAD_LETTERS_SINK);
    }

    Reading.Input<ForSite> entitlements() {
        return new Reading.Input<>(Topics.ENTITLEMENTS, this::entitlement, TO_SITE, ORDER_DEAD_LETTERS_SINK);
    }

    private ForSite entitlement(String topic, String key, Headers headers, byte[] value) {
        EntitlementChange change = codec.entitlement(topic, key, headers, value);
        return new ForSite(change.siteId(), codec.encode(change));
    }

    void addSites(Topology topology) {
        List<Reading.Input<ReceivedEvent>> inputs = List.of(new Reading.Input<>(
                Topics.SITE_EVENTS, (topic, key, headers, value) -> codec.siteEvent(value), SITE, null));
        addReading(topology, SITE_READING, inputs, StateStores.SITE_POSITIONS.builder(avro), siteStores());
        topology.addProcessor(
                SITE,
                () -> new SiteProcessor(rules, orderRetention, stockPolicy, partitions, codec, rows, proceedings),
                SITE_READING);
        siteStores().forEach(store -> topology.addStateStore(store, SITE));
        topology.connectProcessorAndStateStores(SITE, StateStores.SITE_POSITIONS.name());
        addSink(topology, CLAIM_ANSWERS_SINK, Topics.CLAIM_ANSWERS, SITE);
        topology.addSink(
                LIMITED_PARTIES_SINK,
                Topics.LIMITED_PARTIES.name(),
                new StringSerializer(),
                new ByteArraySerializer(),
                RingfenceTopology::toAll,
                SITE);
        addSink(topology, ORDER_REQUESTS_SINK, Topics.ORDER_REQUESTS, SITE);
        addSink(topology, ORDER_OUTCOMES_SINK, Topics.ORDER_OUTCOMES, SITE);
        addSink(topology, SITE_STOCK_SINK, Topics.SITE_STOCK, SITE);
    }

    List<StoreBuilder<?>> numberStores() {
        return Stream.concat(builders(StateStores.OF_NUMBERS), Stream.of(requests()))
                .toList();
    }

    private List<StoreBuilder<?>> siteStores() {
        return builders(StateStores.OF_SITES).toList();
    }

    private Stream<StoreBuilder<?>> builders(List<StoreDeclaration<?, ?>> stores) {
        return stores.stream().map(store -> store.builder(avro));
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
                        () -> new Reading<>(inputs, positions.name(), names, continuity, proceedings),
                        inputs.stream().map(RingfenceTopology::source).toArray(String[]::new))
                .addStateStore(positions, name);
    }

    private static String source(Reading.Input<?> input) {
        return source(input.topic().name());
    }

    static String source(String topic) {
        return topic + "-source";
    }

    private static void addDeadLetters(Topology topology, String name, String parent) {
        topology.addSink(
                name, Topics.DEAD_LETTERS.name(), new ByteArraySerializer(), new ByteArraySerializer(), parent);
    }

    private static Optional<Set<Integer>> toAll(String topic, String key, byte[] value, int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
    }

    static void addSink(Topology topology, String name, Topics.Topic topic, String... parents) {
        topology.addSink(name, topic.name(), new StringSerializer(), new ByteArraySerializer(), parents);
    }

    /**
     * Its segments are the log's buckets. Kafka Streams' own factory has them follow from the retention, and would not
     * find the files that it wrote before the window was changed.
     */
    private StoreBuilder<WindowStore<String, RememberedRequest>> requests() {
        long bucket = DedupeStore.Window.BUCKET.toMillis();
        return Stores.windowStoreBuilder(
                new RocksDbWindowBytesStoreSupplier(
                        StateStores.REQUESTS,
                        window.retention().toMillis(),
                        bucket,
                        bucket,
                        false,
                        WindowStoreTypes.DEFAULT_WINDOW_STORE),
                Serdes.String(),
                RememberedRequest.serde());
    }
}
