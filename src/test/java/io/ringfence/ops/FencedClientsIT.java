package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.support.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on a real broker, whose only partition has no record: all that they write they write by the clock. */
class FencedClientsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TopicPartition INPUT = new TopicPartition("in", 0);
    private static final TopicPartition OUTPUT = new TopicPartition("out", 0);
    private static final String GROUP = "fenced";

    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private KafkaClusterTestKit cluster;
    private Admin admin;

    @BeforeEach
    void prepare() throws Exception {
        cluster = Platform.startCluster();
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers()));
        admin.createTopics(Stream.of(INPUT, OUTPUT)
                        .map(topic -> new NewTopic(topic.topic(), 1, (short) 1))
                        .toList())
                .all()
                .get();
        admin.alterConsumerGroupOffsets(GROUP, Map.of(INPUT, new OffsetAndMetadata(0)))
                .all()
                .get();
    }

    @AfterEach
    void stop() throws Exception {
        mayGoOn.countDown();
        admin.close();
        cluster.close();
    }

    @Test
    void whatAnInstanceDoesByTheClockIsNotTakenOnceAnotherHasItsPartition() throws Exception {
        CountDownLatch stands = new CountDownLatch(1);
        try (KafkaStreams replaced = streams("replaced", () -> {
                    stands.countDown();
                    mayGoOn.await();
                });
                KafkaStreams successor = streams("successor", () -> {})) {
            replaced.start();
            await().atMost(PATIENCE).until(() -> stands.getCount() == 0);
            admin.removeMembersFromConsumerGroup(GROUP, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            successor.start();
            await().atMost(PATIENCE).until(() -> written().contains("successor"));

            mayGoOn.countDown();

            await().atMost(PATIENCE).until(() -> members() == 2);
            assertThat(written()).containsOnly("successor");
        }
    }

    private KafkaStreams streams(String name, Pause pause) {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), INPUT.topic())
                .addProcessor("clock", () -> new OnceByTheClock(name, isFirst, pause), "source")
                .addSink("sink", OUTPUT.topic(), new ByteArraySerializer(), new ByteArraySerializer(), "clock");
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(name).toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 500);
        return new KafkaStreams(topology, settings, new FencedClients());
    }

    private int members() throws Exception {
        return admin.describeConsumerGroups(List.of(GROUP))
                .describedGroups()
                .get(GROUP)
                .get()
                .members()
                .size();
    }

    private List<String> written() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(OUTPUT));
            consumer.seekToBeginning(List.of(OUTPUT));
            long end = consumer.endOffsets(List.of(OUTPUT)).get(OUTPUT);
            List<String> written = new ArrayList<>();
            while (consumer.position(OUTPUT) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(found -> written.add(new String(found.value(), StandardCharsets.UTF_8)));
            }
            return written;
        }
    }

    private interface Pause {
        void take() throws InterruptedException;
    }

    private static final class OnceByTheClock extends ContextualProcessor<Object, Object, byte[], byte[]> {
        private static final Duration TICK = Duration.ofMillis(20);

        private final String name;
        private final AtomicBoolean isFirst;
        private final Pause pause;

        private OnceByTheClock(String name, AtomicBoolean isFirst, Pause pause) {
            this.name = name;
            this.isFirst = isFirst;
            this.pause = pause;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
        }

        private void tick(long now) {
            if (isFirst.getAndSet(false)) {
                try {
                    pause.take();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                context().forward(new Record<>(null, name.getBytes(StandardCharsets.UTF_8), now));
            }
        }

        @Override
        public void process(Record<Object, Object> none) {
            throw new IllegalStateException("There is no record.");
        }
    }
}
