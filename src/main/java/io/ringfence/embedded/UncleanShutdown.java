package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;

/**
 * Removes the registration that a killed broker left in the cluster metadata.
 *
 * <p>The only broker of a cluster that is killed stays registered as alive, because nobody is left to fence it. At the
 * next start its transaction coordinator finds transactions that were decided but whose commit markers were not yet
 * written, takes the old registration for a broker that it can send them to, and drops them when the new registration
 * replaces it. Such a transaction is open for good: read_committed consumers stop before it and its producer cannot
 * begin another. A shorter session time-out does not help. With the old registration gone before the broker starts,
 * the coordinator waits for the new one and writes the markers.
 */
final class UncleanShutdown {

    private static final long UNREGISTER_TIMEOUT_SECONDS = 60;

    private final BrokerSettings settings;

    UncleanShutdown(BrokerSettings settings) {
        this.settings = settings;
    }

    /**
     * Safe to be cut short and repeated: what it does is to remove a registration.
     *
     * @throws StartupException if the directory cannot be recovered
     */
    void recover() {
        try {
            KafkaRaftServer controller = new KafkaRaftServer(settings.controllerOnly(), Time.SYSTEM);
            try {
                controller.startup();
                unregisterBroker();
            } finally {
                controller.shutdown();
                controller.awaitShutdown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        } catch (Exception e) {
            throw failure(e);
        }
    }

    private void unregisterBroker() throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, settings.bootstrapControllers()))) {
            admin.unregisterBroker(BrokerSettings.NODE_ID).all().get(UNREGISTER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Killed before it registered, or after an earlier recovery: what was wanted.
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw e;
            }
        }
    }

    private StartupException failure(Exception cause) {
        return new StartupException(
                "The embedded broker was killed and its directory %s cannot be recovered: %s"
                        .formatted(settings.directory(), cause),
                cause);
    }
}
