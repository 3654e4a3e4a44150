package io.ringfence.topology;

import io.ringfence.avro.DomainSerdes;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Rules;
import io.ringfence.domain.VoiceServices;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
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
 * actions, provisioning → ownership → decision → state changes, rejections, site events
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

    private static final String ACTIONS_SOURCE = "actions-source";
    private static final String PROVISIONING_SOURCE = "provisioning-source";
    private static final String REROUTED_SOURCE = "rerouted-source";
    private static final String CLAIM_ANSWERS_SOURCE = "claim-answers-source";
    private static final String ORDER_REQUESTS_SOURCE = "order-requests-source";
    private static final String ORDERS_SOURCE = "orders-source";
    private static final String SITE_EVENTS_SOURCE = "site-events-source";

    /** What is remembered of an order grows with its numbers. */
    private static final Map<String, String> LARGE_VALUES =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DeadLetters.MAX_BYTES));

    private final Serde<GenericRecord> avro;
    private final DomainSerdes serdes;
    private final RecordCodec codec;
    private final Rules rules;
    private final RequestLog.Window window;
    private final Partitions partitions;

    /**
     * @param avro of every record
     */
    public RingfenceTopology(Serde<GenericRecord> avro, Rules rules, RequestLog.Window window, Partitions partitions) {
        this.avro = avro;
        this.serdes = new DomainSerdes(avro);
        this.codec = new RecordCodec(avro);
        this.rules = rules;
        this.window = window;
        this.partitions = partitions;
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
        Deserializer<String> key = new KeyDeserializer();
        Deserializer<GenericRecord> value = avro.deserializer();
        Serializer<ReceivedRequest> asReceived = (topic, received) -> received.payload();
        topology.addSource(ACTIONS_SOURCE, key, RequestDeserializer.of(Channel.ACTIONS, value), Topics.ACTIONS.name())
                .addSource(
                        PROVISIONING_SOURCE,
                        key,
                        RequestDeserializer.of(Channel.PROVISIONING, value),
                        Topics.PROVISIONING.name())
                .addSource(REROUTED_SOURCE, key, RequestDeserializer.rerouted(value), Topics.REROUTED.name())
                .addSource(
                        CLAIM_ANSWERS_SOURCE,
                        new StringDeserializer(),
                        codec.claimAnswers(),
                        Topics.CLAIM_ANSWERS.name())
                .addSource(
                        ORDER_REQUESTS_SOURCE,
                        new StringDeserializer(),
                        RequestDeserializer.of(Channel.ORDERS, value),
                        Topics.ORDER_REQUESTS.name())
                .addProcessor(OWNERSHIP, () -> new Ownership(partitions), ACTIONS_SOURCE, PROVISIONING_SOURCE)
                .addSink(REROUTED_SINK, Topics.REROUTED.name(), new StringSerializer(), asReceived, OWNERSHIP)
                .addProcessor(
                        DECISION,
                        () -> new NumberProcessor(rules, window, codec),
                        OWNERSHIP,
                        REROUTED_SOURCE,
                        CLAIM_ANSWERS_SOURCE,
                        ORDER_REQUESTS_SOURCE)
                .addStateStore(numbers(), DECISION)
                .addStateStore(requests(), DECISION)
                .addStateStore(coolingOff(), DECISION);
        addSink(topology, STATE_CHANGES_SINK, Topics.STATE_CHANGES, DECISION);
        addSink(topology, REJECTIONS_SINK, Topics.REJECTIONS, DECISION);
        addSink(topology, SITE_EVENTS_SINK, Topics.SITE_EVENTS, DECISION);
    }

    /**
     * Orders go to the owner of their site by way of its events: whoever has read a state change may count on the site
     * knowing it when it takes the order.
     */
    void addOrders(Topology topology) {
        topology.addSource(
                ORDERS_SOURCE, new KeyDeserializer(), new OrderDeserializer(avro.deserializer()), Topics.ORDERS.name());
        addSink(topology, ORDERS_SINK, Topics.SITE_EVENTS, ORDERS_SOURCE);
    }

    void addSites(Topology topology) {
        topology.addSource(SITE_EVENTS_SOURCE, new StringDeserializer(), codec.siteEvents(), Topics.SITE_EVENTS.name())
                .addProcessor(SITE, () -> new SiteProcessor(new VoiceServices(rules), codec), SITE_EVENTS_SOURCE)
                .addStateStore(siteNumbers(), SITE)
                .addStateStore(sites(), SITE)
                .addStateStore(mainNumbers(), SITE)
                .addStateStore(orders(), SITE)
                .addStateStore(waitingOrders(), SITE)
                .addStateStore(ordersInProgress(), SITE)
                .addStateStore(picks(), SITE);
        addSink(topology, CLAIM_ANSWERS_SINK, Topics.CLAIM_ANSWERS, SITE);
        addSink(topology, ORDER_REQUESTS_SINK, Topics.ORDER_REQUESTS, SITE);
        addSink(topology, ORDER_OUTCOMES_SINK, Topics.ORDER_OUTCOMES, SITE);
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

    private StoreBuilder<?> siteNumbers() {
        return keyValue(StoreNames.SITE_NUMBERS, Serdes.String(), serdes.phoneNumber());
    }

    /** Cached: a handful of keys change with almost every event, and only their last value at a commit counts. */
    private StoreBuilder<?> sites() {
        return keyValue(StoreNames.SITES, Serdes.String(), serdes.siteCounts()).withCachingEnabled();
    }

    private static StoreBuilder<?> mainNumbers() {
        return keyValue(StoreNames.MAIN_NUMBERS, Serdes.String(), Serdes.String());
    }

    private static StoreBuilder<?> orders() {
        return keyValue(StoreNames.ORDERS, Serdes.String(), Serdes.ByteArray());
    }

    private StoreBuilder<?> waitingOrders() {
        return keyValue(StoreNames.WAITING_ORDERS, Serdes.String(), serdes.order());
    }

    /** Cached: an order of many numbers changes with each of them, and only its last value at a commit counts. */
    private StoreBuilder<?> ordersInProgress() {
        return keyValue(StoreNames.ORDERS_IN_PROGRESS, Serdes.String(), serdes.orderProgress())
                .withLoggingEnabled(LARGE_VALUES)
                .withCachingEnabled();
    }

    private static StoreBuilder<?> picks() {
        return keyValue(StoreNames.PICKS, Serdes.String(), Serdes.String());
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> keyValue(String name, Serde<K> key, Serde<V> value) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), key, value);
    }
}
