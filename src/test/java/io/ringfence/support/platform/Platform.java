package io.ringfence.support.platform;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.embedded.EmbeddedRegistry;
import io.ringfence.ops.Worker;
import io.ringfence.support.machine.FreePorts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.common.utils.Utils;

/** A real broker, a real registry and a worker, on ports and in directories of their own. */
public final class Platform implements AutoCloseable {
    private static final Path REGISTRY_HOME = Path.of("target", "registry");

    private final Path directory;
    private final KafkaClusterTestKit cluster;
    private final EmbeddedRegistry registry;
    private final ApplicationContext worker;

    private Platform(
            Path directory, KafkaClusterTestKit cluster, EmbeddedRegistry registry, Map<String, Object> settings) {
        this.directory = directory;
        this.cluster = cluster;
        this.registry = registry;
        this.worker = startWorker(settings);
    }

    static Platform start() {
        return start(Map.of());
    }

    /**
     * @param settings of the worker, beyond those that every test needs
     */
    public static Platform start(Map<String, Object> settings) {
        try {
            Path directory = Files.createTempDirectory("ringfence-it");
            KafkaClusterTestKit cluster = startCluster();
            return new Platform(
                    directory,
                    cluster,
                    EmbeddedRegistry.start(REGISTRY_HOME, directory.resolve("registry"), FreePorts.one()),
                    settings);
        } catch (Exception e) {
            throw new IllegalStateException("No platform for integration tests", e);
        }
    }

    /** The broker alone, without topics. */
    public static KafkaClusterTestKit startCluster() throws Exception {
        KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setCombined(true)
                        .setNumBrokerNodes(1)
                        .setNumControllerNodes(1)
                        .build())
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "4")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("transaction.state.log.num.partitions", "4")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .setConfigProp("auto.create.topics.enable", "false")
                .build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        return cluster;
    }

    private ApplicationContext startWorker(Map<String, Object> more) {
        Map<String, Object> settings = settings();
        settings.putAll(more);
        ApplicationContext context = ApplicationContext.run(settings);
        context.getBean(EmbeddedServer.class).start();
        context.getBean(Worker.class).start();
        return context;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", bootstrapServers());
        settings.put("ringfence.avro.schema-registry-url", registryUrl());
        settings.put("ringfence.create-topics", true);
        settings.put("ringfence.state-directory", directory.resolve("streams").toString());
        // It has nothing to do for most of the time: at 5 it would take a fifth of a core for that.
        settings.put("ringfence.streams.poll.ms", 50);
        settings.put("micronaut.server.port", -1);
        settings.put("micronaut.server.host", "127.0.0.1");
        return settings;
    }

    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    /** Of the worker's API. */
    public URI url() {
        return worker.getBean(EmbeddedServer.class).getURI();
    }

    /** Of the worker. */
    public <T> T bean(Class<T> type) {
        return worker.getBean(type);
    }

    @Override
    public void close() throws Exception {
        worker.close();
        cluster.close();
        registry.close();
        Utils.delete(directory.toFile());
    }
}
