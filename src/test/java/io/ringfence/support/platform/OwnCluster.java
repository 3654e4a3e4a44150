package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.ops.Worker;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A broker of a test's own, that may be slowed down or taken away, and workers on it that come and go. */
public final class OwnCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Few, because a worker's start opens every store for each. */
    public static final int PARTITIONS = 2;

    private final KafkaClusterTestKit cluster;
    private final String registryUrl;

    private OwnCluster(KafkaClusterTestKit cluster, String registryUrl) {
        this.cluster = cluster;
        this.registryUrl = registryUrl;
    }

    public static OwnCluster start(String registryUrl) throws Exception {
        return start(registryUrl, Map.of());
    }

    /**
     * @param settings of brokers and controllers, beyond those that every test needs
     */
    public static OwnCluster start(String registryUrl, Map<String, String> settings) throws Exception {
        return start(registryUrl, settings, Map.of());
    }

    /**
     * @param ofBroker settings of the broker alone
     */
    static OwnCluster start(String registryUrl, Map<String, String> settings, Map<String, String> ofBroker)
            throws Exception {
        // Apart, because a broker that is its own controller does not stop in good order.
        TestKitNodes nodes = new TestKitNodes.Builder()
                .setCombined(false)
                .setNumBrokerNodes(1)
                .setNumControllerNodes(1)
                .setPerServerProperties(Map.of(0, ofBroker))
                .build();
        KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes)
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "1")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("transaction.state.log.num.partitions", "1")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .setConfigProp("group.min.session.timeout.ms", "500")
                .setConfigProp("auto.create.topics.enable", "false");
        settings.forEach(builder::setConfigProp);
        KafkaClusterTestKit cluster = builder.build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        return new OwnCluster(cluster, registryUrl);
    }

    /** With its API up and its streams started, whatever their state. */
    public ApplicationContext startWorker(Path stateDirectory, Map<String, Object> settings) {
        ApplicationContext worker = ApplicationContext.run(settings(stateDirectory, settings));
        try {
            worker.getBean(EmbeddedServer.class).start();
            worker.getBean(Worker.class).start();
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /** A worker in a process of its own, whatever becomes of it. */
    public WorkerProcess launchWorker(Path directory, List<String> options) throws IOException {
        return WorkerProcess.launch(
                directory,
                options,
                List.of(
                        "--kafka.bootstrap.servers=" + bootstrapServers(),
                        "--ringfence.avro.schema-registry-url=" + registryUrl,
                        "--ringfence.partitions=" + PARTITIONS,
                        "--ringfence.state-directory=" + directory.resolve("streams"),
                        "--micronaut.server.port="
                                + WorkerProcess.Home.in(directory).workerPort()));
    }

    /**
     * Settings of a worker that the group soon misses: until then a dead thread's successor waits, and so does a worker that
     * ended by itself.
     *
     * @param more settings
     */
    public static Map<String, Object> impatient(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("ringfence.streams.consumer.session.timeout.ms", 1_500);
        settings.put("ringfence.streams.consumer.heartbeat.interval.ms", 300);
        settings.put("ringfence.query.max-silence", "1s");
        return settings;
    }

    /** What a command has that is run while the worker is stopped. */
    public ApplicationContext withoutWorker(Path stateDirectory) {
        return ApplicationContext.run(settings(stateDirectory, Map.of()));
    }

    public Map<String, Object> settings(Path stateDirectory, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>();
        all.put("kafka.bootstrap.servers", bootstrapServers());
        all.put("ringfence.avro.schema-registry-url", registryUrl);
        all.put("ringfence.create-topics", true);
        all.put("ringfence.partitions", PARTITIONS);
        all.put("ringfence.state-directory", stateDirectory.toString());
        all.put("micronaut.server.port", -1);
        all.put("micronaut.server.host", "127.0.0.1");
        all.putAll(more);
        return all;
    }

    /**
     * For clients that come before the first worker. Returns when the broker leads them: it knows of a topic before that, and
     * a batch that it refuses meanwhile comes after the next, which it then takes for out of order.
     */
    public void createTopics() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
            Map<TopicPartition, OffsetSpec> latest = Topics.all().stream()
                    .flatMap(topic -> IntStream.range(0, PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                    .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest()));
            // Metadata of a topic just created may not be there either.
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> admin.listOffsets(latest).all().get().size() == latest.size());
        }
    }

    public int port() {
        return Integer.parseInt(bootstrapServers().replaceAll(".*:", ""));
    }

    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    /** Of another listener than that of the tests. */
    String bootstrapServers(String listener) {
        return "localhost:" + cluster.brokers().get(0).boundPort(new ListenerName(listener));
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    public void stopBroker() {
        cluster.brokers().values().forEach(broker -> {
            broker.shutdown();
            broker.awaitShutdown();
        });
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
