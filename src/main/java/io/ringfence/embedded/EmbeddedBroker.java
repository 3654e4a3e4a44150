package io.ringfence.embedded;

import ch.qos.logback.classic.Level;
import io.ringfence.StartupException;
import java.nio.file.Path;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this JVM: one KRaft node, broker and controller, that listens on 127.0.0.1 only and keeps its data
 * on disk. It creates no topic by itself, and keeps records without limit in topics that set no retention.
 *
 * <p>The controller has a port of its own, a free one that is chosen anew at each start, so that a second broker on
 * another port and directory runs beside this one.
 *
 * <p>What Kafka holds to be fatal, a full disk for one, ends the JVM.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private static final ch.qos.logback.classic.Logger CLIENTS =
            (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(NetworkClient.class);

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker and returns when it takes requests. The directory is formatted at the first start; one whose
     * broker was killed is recovered first, which costs about a second.
     *
     * @param dataDirectory no other broker may run on it ({@link DataDirectory} sees to that)
     * @throws StartupException if the port is taken or the broker does not start
     */
    public static EmbeddedBroker start(Path dataDirectory, int port) {
        Ports.requireFree(port, Setting.BROKER_PORT.name());
        Path directory = dataDirectory.toAbsolutePath().normalize();
        BrokerSettings settings = new BrokerSettings(directory, port, Ports.findFree());
        BrokerStorage storage = new BrokerStorage(directory);
        if (!storage.isFormatted()) {
            storage.format();
        } else if (storage.wasLeftUnclean()) {
            LOG.info("The broker was not stopped in good order; recovering {}", directory);
            new UncleanShutdown(settings).recover();
        }
        return new EmbeddedBroker(startServer(settings), settings.bootstrapServers());
    }

    private static KafkaRaftServer startServer(BrokerSettings settings) {
        try {
            KafkaRaftServer server = new KafkaRaftServer(settings.brokerAndController(), Time.SYSTEM);
            try {
                server.startup();
                return server;
            } catch (Exception e) {
                stop(server);
                throw e;
            }
        } catch (Exception e) {
            throw new StartupException(
                    "The embedded broker does not start on %s with its data in %s: %s"
                            .formatted(settings.bootstrapServers(), settings.directory(), e),
                    e);
        }
    }

    /** What clients take for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker in good order and returns when its files are closed. */
    @Override
    public void close() {
        stop(server);
    }

    /** At its stop the broker closes a client of its own twice, and each time warns of it; nothing is wrong. */
    private static void stop(KafkaRaftServer server) {
        Level before = CLIENTS.getLevel();
        CLIENTS.setLevel(Level.ERROR);
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            CLIENTS.setLevel(before);
        }
    }
}
