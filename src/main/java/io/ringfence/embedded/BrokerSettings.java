package io.ringfence.embedded;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;

/**
 * The settings of one KRaft node on loopback.
 *
 * @param controllerPort may differ from start to start: a static quorum of one keeps the voter's id on disk, not its
 *     address
 */
record BrokerSettings(Path directory, int port, int controllerPort) {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** Longer than Kafka's: to fence the only broker after a pause takes the only leader from its partitions. */
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);

    private static final String HOST = "127.0.0.1";
    private static final String CLIENT_LISTENER = "PLAINTEXT";

    String bootstrapServers() {
        return HOST + ":" + port;
    }

    Map<Integer, InetSocketAddress> voters() {
        return Map.of(NODE_ID, new InetSocketAddress(Ports.loopback(), controllerPort));
    }

    KafkaConfig brokerAndController() {
        Map<String, String> settings = node();
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", clientListener() + "," + controllerListener());
        settings.put("advertised.listeners", clientListener());
        settings.put("auto.create.topics.enable", "false");
        // A topic that sets no retention of its own keeps what it is given: an audit trail must not depend on it.
        settings.put("log.retention.ms", "-1");
        // An installation left alone for longer than Kafka's seven days goes on where it stopped.
        settings.put(
                "offsets.retention.minutes", Long.toString(Duration.ofDays(365).toMinutes()));
        settings.put("broker.session.timeout.ms", Long.toString(SESSION_TIMEOUT.toMillis()));
        settings.put("group.initial.rebalance.delay.ms", "0");
        // The default takes 128 MB of heap that the worker shares.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        forInternalTopics(settings, "offsets.topic");
        forInternalTopics(settings, "transaction.state.log");
        forInternalTopics(settings, "share.coordinator.state.topic");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return new KafkaConfig(settings, false);
    }

    KafkaConfig controllerOnly() {
        Map<String, String> settings = node();
        settings.put("process.roles", "controller");
        settings.put("listeners", controllerListener());
        return new KafkaConfig(settings, false);
    }

    private Map<String, String> node() {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", directory.toString());
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("controller.quorum.voters", NODE_ID + "@" + controllerAddress());
        return settings;
    }

    private static void forInternalTopics(Map<String, String> settings, String prefix) {
        settings.put(prefix + ".replication.factor", "1");
        settings.put(prefix + ".num.partitions", "4");
    }

    private String clientListener() {
        return CLIENT_LISTENER + "://" + bootstrapServers();
    }

    private String controllerListener() {
        return CONTROLLER_LISTENER + "://" + controllerAddress();
    }

    private String controllerAddress() {
        return HOST + ":" + controllerPort;
    }
}
