package io.ringfence.support.speed;

import io.ringfence.domain.ActionRequest;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.StateStores;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier.WindowStoreTypes;

/** What does less than Ringfence with the same records, and decides nothing. */
public enum ContenderTopology {
    /** Every record goes on as it is. */
    PASS_THROUGH {
        @Override
        public Topology build() {
            return new Topology()
                    .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), requests())
                    .addSink("sink", outcomes(), new ByteArraySerializer(), new ByteArraySerializer(), "source");
        }
    },
    /** One look-up and one write for each record. */
    ONE_STORE {
        @Override
        public Topology build() {
            return new Topology()
                    .addSource("source", new StringDeserializer(), new ByteArrayDeserializer(), requests())
                    .addProcessor("processor", OneStore::new, "source")
                    .addStateStore(store("store", false), "processor")
                    .addSink("sink", outcomes(), new StringSerializer(), new ByteArraySerializer(), "processor");
        }
    },
    /** Ringfence's stores and hops: what a design of its shape costs without what it is for. */
    SKELETON {
        @Override
        public Topology build() {
            Topology topology = new Topology()
                    .addSource("source", new StringDeserializer(), new ByteArrayDeserializer(), requests())
                    .addProcessor("number", SkeletonOfNumbers::new, "source")
                    .addStateStore(store(NUMBERS, false), "number")
                    .addStateStore(remembered(), "number")
                    .addStateStore(store(NUMBER_POSITIONS, true), "number")
                    .addSink("sink", outcomes(), new StringSerializer(), new ByteArraySerializer(), "number")
                    .addSink("to-site", events(), new StringSerializer(), new ByteArraySerializer(), "number")
                    .addSource("events", new StringDeserializer(), new ByteArrayDeserializer(), events())
                    .addProcessor("site", SkeletonOfSites::new, "events")
                    .addStateStore(store(LISTING, false), "site")
                    .addStateStore(store(INDEX, false), "site")
                    .addStateStore(store(COUNTS, true), "site")
                    .addStateStore(store(SITE_POSITIONS, true), "site");
            IDLE_OF_NUMBERS.forEach(name -> topology.addStateStore(store(name, false), "number"));
            IDLE_OF_SITES.forEach(name -> topology.addStateStore(store(name, false), "site"));
            return topology;
        }
    };

    private static final String NUMBERS = "numbers";
    private static final String REQUESTS = StateStores.REQUESTS;
    private static final String NUMBER_POSITIONS = "number-positions";
    private static final String LISTING = "site-numbers";
    private static final String INDEX = "site-index";
    private static final String COUNTS = "sites";
    private static final String SITE_POSITIONS = "site-positions";

    /** Stores that are there, and that most requests do not touch. */
    private static final List<String> IDLE_OF_NUMBERS =
            List.of("cooling-off", "pending-claims", "limited-parties", "number-hops-set-aside");

    private static final List<String> IDLE_OF_SITES = List.of(
            "main-numbers",
            "entitlements",
            "granted-services",
            "orders",
            "waiting-orders",
            "orders-in-progress",
            "order-picks",
            "picks",
            "site-events-set-aside");

    private static final DedupeStore.Window WINDOW = new DedupeStore.Window(Duration.ofDays(1));
    private static final byte[] PRESENT = {1};
    private static final long DAY = Duration.ofDays(1).toMillis();

    public abstract Topology build();

    String requests() {
        return topic("requests");
    }

    String outcomes() {
        return topic("outcomes");
    }

    /** What is between its halves, where it has two. */
    Optional<String> internal() {
        return this == SKELETON ? Optional.of(events()) : Optional.empty();
    }

    String events() {
        return topic("events");
    }

    private String topic(String of) {
        return "speed-%s-%s".formatted(this, of);
    }

    byte[] value(ActionRequest request, boolean isAccepted, byte[] avro) {
        return this == SKELETON ? SkeletonRecord.of(request, isAccepted, avro) : avro;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static StoreBuilder<?> store(String name, boolean cached) {
        StoreBuilder<KeyValueStore<String, byte[]>> builder =
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
        return cached ? builder.withCachingEnabled() : builder;
    }

    private static StoreBuilder<?> remembered() {
        Serde<byte[]> values = Serdes.ByteArray();
        return Stores.windowStoreBuilder(
                        new RocksDbWindowBytesStoreSupplier(
                                REQUESTS,
                                WINDOW.retention().toMillis(),
                                DAY,
                                DAY,
                                false,
                                WindowStoreTypes.DEFAULT_WINDOW_STORE),
                        Serdes.String(),
                        values)
                .withLoggingEnabled(Map.of());
    }

    private static final class OneStore extends ContextualProcessor<String, byte[], String, byte[]> {
        private KeyValueStore<String, byte[]> store;

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
            store = context.getStateStore("store");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            store.get(record.key());
            store.put(record.key(), record.value());
            context().forward(record);
        }
    }

    private static final class SkeletonOfNumbers extends ContextualProcessor<String, byte[], String, byte[]> {
        private KeyValueStore<String, byte[]> numbers;
        private KeyValueStore<String, byte[]> positions;
        private WindowStore<String, byte[]> requests;

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
            numbers = context.getStateStore(NUMBERS);
            positions = context.getStateStore(NUMBER_POSITIONS);
            requests = context.getStateStore(REQUESTS);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            positions.put("source", position(context()));
            SkeletonRecord request = new SkeletonRecord(record.value());
            String id = request.id();
            long today = record.timestamp() - record.timestamp() % DAY;
            for (long bucket : new long[] {today + DAY, today, today - DAY}) {
                requests.fetch(id, bucket);
            }
            numbers.get(record.key());
            byte[] outcome = request.outcome();
            context().forward(record.withValue(outcome), "sink");
            if (request.isAccepted()) {
                numbers.put(record.key(), request.state());
                context().forward(new Record<>(request.site(), outcome, record.timestamp()), "to-site");
            }
            requests.put(id, outcome, today);
        }
    }

    private static final class SkeletonOfSites extends ContextualProcessor<String, byte[], Void, Void> {
        private KeyValueStore<String, byte[]> listing;
        private KeyValueStore<String, byte[]> index;
        private KeyValueStore<String, byte[]> counts;
        private KeyValueStore<String, byte[]> positions;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            super.init(context);
            listing = context.getStateStore(LISTING);
            index = context.getStateStore(INDEX);
            counts = context.getStateStore(COUNTS);
            positions = context.getStateStore(SITE_POSITIONS);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            positions.put("events", position(context()));
            SkeletonRecord event = new SkeletonRecord(record.value());
            String key = event.site() + "/" + event.number();
            listing.get(key);
            listing.put(key, event.state());
            index.put(key, PRESENT);
            counts.get(event.site());
            counts.put(event.site(), PRESENT);
        }
    }

    private static byte[] position(ProcessorContext<?, ?> context) {
        return Long.toString(context.recordMetadata().orElseThrow().offset()).getBytes();
    }
}
