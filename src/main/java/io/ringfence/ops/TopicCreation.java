package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are not there yet. */
@Singleton
final class TopicCreation {
    private final AdminClient admin;
    private final WorkerSettings settings;

    TopicCreation(AdminClient admin, WorkerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    void createMissing() {
        try {
            Set<String> existing = admin.listTopics().names().get();
            for (Topics.Topic topic : Topics.all()) {
                if (!existing.contains(topic.name())) {
                    create(topic);
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new StartupException(ExistingTopics.NO_ANSWER, e)
                    : NoAccessException.atStart("Topics cannot be created (ringfence.create-topics)", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void create(Topics.Topic topic) throws ExecutionException, InterruptedException {
        NewTopic wanted = new NewTopic(topic.name(), settings.partitions(), (short) settings.replicationFactor());
        try {
            admin.createTopics(Set.of(wanted.configs(topic.config()))).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw new StartupException(
                        "The brokers do not grant Create on topic %s, for ringfence.create-topics: %s"
                                .formatted(topic.name(), e.getCause().getMessage()),
                        e);
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
