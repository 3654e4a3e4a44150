package io.ringfence.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Fills the stores of {@link RingfenceTopology} from what was written before. The sites follow as they always do.
 *
 * <pre>
 * state changes, rejections → hop of numbers → numbers → site events → site
 *                                              ↑                        ↓
 *                                              limits ← limited parties
 * order outcomes → hop of orders → orders (of the site)
 * entitlements → site events
 * </pre>
 *
 * The outcomes of a number, or of the orders of a site, come together on the hops, on whatever partitions they are.
 */
public final class RebuildTopology {
    /** Of changes that came before those that they follow, by number and version: empty once all is there. */
    public static final StoreDeclaration<Bytes, byte[]> EARLY_CHANGES =
            StoreDeclaration.of("rebuild-early-changes", Serdes.Bytes(), Serdes.ByteArray());

    /** What a rebuild begins from, and does not change. */
    public static final List<Topics.Topic> RETAINED =
            List.of(Topics.STATE_CHANGES, Topics.REJECTIONS, Topics.ORDER_OUTCOMES, Topics.ENTITLEMENTS);

    private static final String NUMBERS = "rebuilt-numbers";
    private static final String LIMITS = "rebuilt-limits";
    private static final String ORDERS = "rebuilt-orders";

    private final RingfenceTopology ringfence;
    private final String numberHop;
    private final String orderHop;
    private final RebuildProgress progress;

    /**
     * @param ringfence whose stores are filled
     * @param numberHop name of a topic for this alone, with as many partitions as all others
     * @param orderHop likewise
     */
    public RebuildTopology(RingfenceTopology ringfence, String numberHop, String orderHop, RebuildProgress progress) {
        this.ringfence = ringfence;
        this.numberHop = numberHop;
        this.orderHop = orderHop;
        this.progress = progress;
    }

    /** Builds it. */
    public Topology build() {
        Topology topology = new Topology();
        addRetained(topology, numberHop, Topics.STATE_CHANGES, Topics.REJECTIONS);
        addRetained(topology, orderHop, Topics.ORDER_OUTCOMES);
        addNumbers(topology);
        ringfence.addToSites(topology, ringfence.entitlements());
        ringfence.addSites(topology);
        addOrders(topology);
        return topology;
    }

    /** Names of all topics that it reads. */
    public List<String> sources() {
        return Stream.of(
                        RETAINED.stream().map(Topics.Topic::name),
                        Stream.of(numberHop, orderHop),
                        Stream.of(Topics.SITE_EVENTS.name(), Topics.LIMITED_PARTIES.name()))
                .flatMap(names -> names)
                .toList();
    }

    private void addRetained(Topology topology, String hop, Topics.Topic... retained) {
        for (Topics.Topic topic : retained) {
            addSource(topology, topic.name());
            topology.addSink(
                    topic.name() + "-sink",
                    hop,
                    new StringSerializer(),
                    new ByteArraySerializer(),
                    RingfenceTopology.source(topic.name()));
        }
    }

    private void addNumbers(Topology topology) {
        addSource(topology, numberHop);
        addSource(topology, Topics.LIMITED_PARTIES.name());
        topology.addProcessor(
                        NUMBERS,
                        () -> new RebuiltNumbers(ringfence.window, ringfence.codec, progress),
                        RingfenceTopology.source(numberHop))
                .addProcessor(
                        LIMITS,
                        () -> new RebuiltLimits(ringfence.codec),
                        RingfenceTopology.source(Topics.LIMITED_PARTIES.name()))
                .addStateStore(EARLY_CHANGES.builder(ringfence.avro), NUMBERS);
        ringfence.numberStores().forEach(store -> topology.addStateStore(store, NUMBERS, LIMITS));
        RingfenceTopology.addSink(topology, RingfenceTopology.SITE_EVENTS_SINK, Topics.SITE_EVENTS, NUMBERS, LIMITS);
    }

    private void addOrders(Topology topology) {
        addSource(topology, orderHop);
        topology.addProcessor(
                        ORDERS,
                        () -> new RebuiltOrders(ringfence.orderRetention, ringfence.codec),
                        RingfenceTopology.source(orderHop))
                .connectProcessorAndStateStores(ORDERS, StateStores.ORDERS.name(), StateStores.SITE_INDEX.name());
    }

    private void addSource(Topology topology, String topic) {
        topology.addSource(
                (AutoOffsetReset) null,
                RingfenceTopology.source(topic),
                ringfence.time,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    /** A number of which a change is missing, with the version of the next that is there; empty where none is. */
    public static Optional<String> gap(ReadOnlyKeyValueStore<Bytes, byte[]> early) {
        return RebuiltNumbers.gap(early);
    }
}
