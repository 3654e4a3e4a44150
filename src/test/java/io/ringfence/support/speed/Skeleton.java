package io.ringfence.support.speed;

import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.EarlyCommit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier.WindowStoreTypes;

/**
 * Ringfence's inputs, stores and hops, and nothing of what they are for: what a design of its shape costs. Looks up and writes
 * what Ringfence does for a request that is refused, accepted, or accepted once its site has answered.
 *
 * @param changes outcomes of what is accepted
 * @param idle inputs that no request of the load comes by, and that are asked for the next record all the same
 */
record Skeleton(String requests, String changes, String rejections, String events, String answers, List<String> idle) {
    private static final String CHANGES_SINK = "changes-sink";
    private static final String REJECTIONS_SINK = "rejections-sink";
    private static final String EVENTS_SINK = "events-sink";
    private static final String ANSWERS_SINK = "answers-sink";

    private static final String NUMBERS = "numbers";
    private static final String REMEMBERED = "requests";
    private static final String PENDING = "pending-claims";
    private static final String NUMBER_POSITIONS = "number-positions";
    private static final String LISTING = "site-numbers";
    private static final String INDEX = "site-index";
    private static final String COUNTS = "sites";
    private static final String MAIN_NUMBERS = "main-numbers";
    private static final String SITE_POSITIONS = "site-positions";
    private static final String HISTORY = "history";

    /** Stores that are there, and that no request of the load touches. */
    private static final List<String> IDLE_OF_NUMBERS =
            List.of("cooling-off", "limited-parties", "number-hops-set-aside");

    private static final List<String> IDLE_OF_SITES = List.of(
            "entitlements",
            "granted-services",
            "orders",
            "waiting-orders",
            "orders-in-progress",
            "order-picks",
            "picks",
            "site-events-set-aside");

    private static final DedupeStore.Window WINDOW = new DedupeStore.Window(Duration.ofDays(1));
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final byte[] PRESENT = {1};

    Topology topology() {
        Topology topology = new Topology();
        source(topology, requests);
        source(topology, answers);
        idle.forEach(topic -> source(topology, topic));
        source(topology, events);
        String[] ofNumbers =
                Stream.concat(Stream.of(requests, answers), idle.stream()).toArray(String[]::new);
        topology.addProcessor("number", () -> new OfNumbers(answers), ofNumbers)
                .addProcessor("site", OfSites::new, events)
                .addStateStore(remembered(), "number");
        List.of(NUMBERS, PENDING).forEach(name -> topology.addStateStore(store(name, false), "number"));
        IDLE_OF_NUMBERS.forEach(name -> topology.addStateStore(store(name, false), "number"));
        topology.addStateStore(store(NUMBER_POSITIONS, true), "number");
        List.of(LISTING, INDEX, MAIN_NUMBERS).forEach(name -> topology.addStateStore(store(name, false), "site"));
        IDLE_OF_SITES.forEach(name -> topology.addStateStore(store(name, false), "site"));
        List.of(COUNTS, SITE_POSITIONS).forEach(name -> topology.addStateStore(store(name, true), "site"));
        sink(topology, CHANGES_SINK, changes, "number");
        sink(topology, REJECTIONS_SINK, rejections, "number");
        sink(topology, EVENTS_SINK, events, "number");
        sink(topology, ANSWERS_SINK, answers, "site");
        return topology;
    }

    /** Runs beside it, as that of a worker does: a global store under exactly-once is of no use after a kill. */
    Topology history() {
        return new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(HISTORY), Serdes.Bytes(), Serdes.ByteArray())
                                .withLoggingDisabled(),
                        "changes-source",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        changes,
                        "filing",
                        OfHistory::new);
    }

    private static void source(Topology topology, String topic) {
        topology.addSource(topic, new StringDeserializer(), new ByteArrayDeserializer(), topic);
    }

    private static void sink(Topology topology, String name, String topic, String parent) {
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), parent);
    }

    private static StoreBuilder<?> store(String name, boolean cached) {
        StoreBuilder<KeyValueStore<String, byte[]>> builder =
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
        return cached ? builder.withCachingEnabled() : builder;
    }

    /** As Ringfence has it. */
    private static StoreBuilder<?> remembered() {
        return Stores.windowStoreBuilder(
                        new RocksDbWindowBytesStoreSupplier(
                                REMEMBERED,
                                WINDOW.retention().toMillis(),
                                DAY,
                                DAY,
                                false,
                                WindowStoreTypes.DEFAULT_WINDOW_STORE),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }

    private static byte[] position(ProcessorContext<?, ?> context) {
        long offset = context.recordMetadata().orElseThrow().offset();
        return Long.toString(offset).getBytes(StandardCharsets.US_ASCII);
    }

    private static final class OfNumbers extends ContextualProcessor<String, byte[], String, byte[]> {
        private final String answers;
        private KeyValueStore<String, byte[]> numbers;
        private KeyValueStore<String, byte[]> pending;
        private KeyValueStore<String, byte[]> positions;
        private WindowStore<String, byte[]> remembered;
        private EarlyCommit commits;

        private OfNumbers(String answers) {
            this.answers = answers;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
            numbers = context.getStateStore(NUMBERS);
            pending = context.getStateStore(PENDING);
            positions = context.getStateStore(NUMBER_POSITIONS);
            remembered = context.getStateStore(REMEMBERED);
            commits = new EarlyCommit(context);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            String topic = context().recordMetadata().orElseThrow().topic();
            positions.put(topic, position(context()));
            commits.received(record.timestamp());
            SkeletonRecord request = new SkeletonRecord(record.value());
            String id = request.id();
            long today = record.timestamp() - record.timestamp() % DAY;
            for (long bucket : new long[] {today + DAY, today, today - DAY}) {
                remembered.fetch(id, bucket);
            }
            numbers.get(record.key());
            if (topic.equals(answers)) {
                pending.delete(record.key());
                accept(record, request, id, today);
            } else {
                switch (request.course()) {
                    case REFUSED -> {
                        context().forward(record.withValue(request.outcome()), REJECTIONS_SINK);
                        remembered.put(id, request.outcome(), today);
                    }
                    case ACCEPTED -> accept(record, request, id, today);
                    case ASKED -> {
                        numbers.put(record.key(), request.outcome());
                        pending.put(record.key(), PRESENT);
                        context().forward(record.withKey(request.site()), EVENTS_SINK);
                        remembered.put(id, PRESENT, today);
                    }
                }
            }
        }

        private void accept(Record<String, byte[]> record, SkeletonRecord request, String id, long today) {
            byte[] outcome = request.accepted().outcome();
            numbers.put(record.key(), request.state());
            context().forward(record.withValue(outcome), CHANGES_SINK);
            context().forward(record.withKey(request.site()).withValue(outcome), EVENTS_SINK);
            remembered.put(id, outcome, today);
        }
    }

    private static final class OfSites extends ContextualProcessor<String, byte[], String, byte[]> {
        private KeyValueStore<String, byte[]> listing;
        private KeyValueStore<String, byte[]> index;
        private KeyValueStore<String, byte[]> mainNumbers;
        private KeyValueStore<String, byte[]> counts;
        private KeyValueStore<String, byte[]> positions;
        private EarlyCommit commits;

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
            listing = context.getStateStore(LISTING);
            index = context.getStateStore(INDEX);
            mainNumbers = context.getStateStore(MAIN_NUMBERS);
            counts = context.getStateStore(COUNTS);
            positions = context.getStateStore(SITE_POSITIONS);
            commits = new EarlyCommit(context);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            positions.put("events", position(context()));
            commits.received(record.timestamp());
            SkeletonRecord event = new SkeletonRecord(record.value());
            String key = record.key() + "/" + event.number();
            listing.get(key);
            listing.put(key, event.state());
            index.put(key, PRESENT);
            counts.get(record.key());
            counts.put(record.key(), PRESENT);
            if (event.course() == SkeletonRecord.Course.ASKED) {
                mainNumbers.get(key);
                mainNumbers.put(key, PRESENT);
                context().forward(record.withKey(event.number()), ANSWERS_SINK);
            }
        }
    }

    private static final class OfHistory extends ContextualProcessor<byte[], byte[], Void, Void> {
        private KeyValueStore<Bytes, byte[]> history;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            super.init(context);
            history = context.getStateStore(HISTORY);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            byte[] number = record.key();
            Bytes key = key(number, context().recordMetadata().orElseThrow().offset());
            if (!hasAny(key, key(number, 0))) {
                history.put(Bytes.wrap(number), PRESENT);
            }
            history.put(key, record.value());
        }

        /** The newest first. */
        private static Bytes key(byte[] number, long offset) {
            return Bytes.wrap(ByteBuffer.allocate(number.length + Long.BYTES)
                    .put(number)
                    .putLong(Long.MAX_VALUE - offset)
                    .array());
        }

        private boolean hasAny(Bytes from, Bytes to) {
            try (KeyValueIterator<Bytes, byte[]> found = history.range(from, to)) {
                return found.hasNext();
            }
        }
    }
}
