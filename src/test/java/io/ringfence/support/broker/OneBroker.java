package io.ringfence.support.broker;

import io.ringfence.support.machine.FreePorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A cluster of one node, in a process of its own: what it takes is not taken from who is measured. */
public final class OneBroker implements AutoCloseable {
    private static final int ID = 1;
    private static final String CLIENTS = "CLIENTS";

    /** It is worth a compiler and a collector here. */
    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-Xmx1g");

    private final KafkaNode node;
    private final Admin admin;
    private final String bootstrapServers;

    private OneBroker(KafkaNode node, String bootstrapServers) {
        this.node = node;
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Returns when it takes requests.
     *
     * @param directory for its data and its output
     */
    public static OneBroker start(Path directory) throws Exception {
        FreePorts ports = FreePorts.find(2);
        int clients = ports.next();
        int controller = ports.next();
        KafkaNode node = KafkaNode.format(
                Uuid.randomUuid(),
                ID,
                directory,
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("controller.quorum.voters", ID + "@127.0.0.1:" + controller),
                        Map.entry(
                                "listeners",
                                "%s,%s"
                                        .formatted(
                                                Listeners.at(CLIENTS, clients),
                                                Listeners.at(KafkaNode.CONTROLLER_LISTENER, controller))),
                        Map.entry(
                                "listener.security.protocol.map",
                                "%s:PLAINTEXT,%s:PLAINTEXT".formatted(CLIENTS, KafkaNode.CONTROLLER_LISTENER)),
                        Map.entry("inter.broker.listener.name", CLIENTS),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        Map.entry("auto.create.topics.enable", "false")));
        node.launch(JVM);
        node.awaitUp();
        return new OneBroker(node, "127.0.0.1:" + clients);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        admin.close();
        node.close();
    }
}
