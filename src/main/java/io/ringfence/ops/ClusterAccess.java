package io.ringfence.ops;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.env.Environment;
import io.ringfence.StartupException;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether the brokers let us in. To be asked before there are other clients: refused, each of them would tell so at length, and
 * again.
 */
public final class ClusterAccess implements AutoCloseable {
    private final Admin admin;

    private ClusterAccess(Admin admin) {
        this.admin = admin;
    }

    /** Throws a {@link StartupException} where no client can be made with the settings. */
    public static ClusterAccess by(Environment settings) {
        try {
            return new ClusterAccess(Admin.create(new KafkaDefaultConfiguration(settings).getConfig()));
        } catch (KafkaException e) {
            throw NoAccessException.atStart("kafka.*", e);
        }
    }

    /** Throws a {@link StartupException} that names the settings where they do not. */
    public void require() {
        try {
            Answers.of(admin.describeCluster().clusterId());
        } catch (TimeoutException e) {
            throw new StartupException(ExistingTopics.NO_ANSWER, e);
        } catch (KafkaException e) {
            throw NoAccessException.atStart("The cluster cannot be described (kafka.bootstrap.servers)", e);
        }
    }

    /** Whoever waits for an answer waits no longer. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
