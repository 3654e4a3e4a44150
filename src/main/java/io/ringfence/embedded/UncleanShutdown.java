package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the registration that a killed broker left in the cluster metadata.
 *
 * <p>The only broker of a cluster stays registered as alive when it is killed, because nobody is left to fence it. The
 * next start then has to wait until that registration's session is over, and worse: its transaction coordinator takes
 * over while the partitions have no leader, holds those for deleted, and drops the commit markers that they still had to
 * get. Such a transaction is open for good, and read_committed consumers stop before it. A shorter session time-out does
 * not help. With the old registration gone before the broker starts, all partitions get their leader at once.
 *
 * <p>It asks the controller directly and not through an Admin client: that one finds the controller by the address
 * that the metadata holds, which is the one from before the kill until the controller has registered anew.
 */
final class UncleanShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(UncleanShutdown.class);

    private static final long TIMEOUT_SECONDS = 60;
    private static final long POLL_INTERVAL_MS = 10;

    private final BrokerSettings settings;

    UncleanShutdown(BrokerSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts the controller alone, removes the registration and stops again. Safe to be cut short and repeated.
     *
     * @throws StartupException if the directory cannot be recovered
     */
    void recover() {
        try {
            ControllerServer server = controllerServer();
            try {
                server.startup();
                unregisterBroker(server.controller());
            } finally {
                server.shutdown();
                server.awaitShutdown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        } catch (Exception e) {
            throw failure(e);
        }
    }

    /** What {@link KafkaRaftServer} puts together for a controller, which it does not give access to. */
    private ControllerServer controllerServer() {
        KafkaConfig config = settings.controllerOnly();
        var storage = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                storage._1(),
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, storage._1().clusterId().orElseThrow()),
                CompletableFuture.completedFuture(settings.voters()),
                List.of(),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        return new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
    }

    private static void unregisterBroker(Controller controller) throws Exception {
        awaitActive(controller);
        ControllerRequestContext noDeadline =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        try {
            controller.unregisterBroker(noDeadline, BrokerSettings.NODE_ID).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Killed before it registered, or after an earlier recovery: what was wanted.
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw e;
            }
        }
    }

    private static void awaitActive(Controller controller) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!controller.isActive()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the controller is not active after %d s".formatted(TIMEOUT_SECONDS));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MS);
        }
    }

    private StartupException failure(Exception cause) {
        return new StartupException(
                "The embedded broker was killed and its directory %s cannot be recovered: %s"
                        .formatted(settings.directory(), cause),
                cause);
    }
}
