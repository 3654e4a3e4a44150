package io.ringfence.ops;

import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Tells by a topic that a rebuild was begun and not finished: what there is of the state then is not whole, and nothing else
 * would show that.
 */
@Singleton
final class UnfinishedRebuild {
    private final AdminClient admin;
    private final ExistingTopics topics;
    private final WorkerSettings settings;

    UnfinishedRebuild(AdminClient admin, ExistingTopics topics, WorkerSettings settings) {
        this.admin = admin;
        this.topics = topics;
        this.settings = settings;
    }

    /** Before anything is given up. */
    void begin() {
        try {
            Answers.of(admin.createTopics(List.of(new NewTopic(mark(), 1, (short) settings.replicationFactor())))
                    .all());
        } catch (TopicExistsException e) {
            // Of one that was interrupted.
        }
    }

    boolean isThere() {
        return topics.among(Set.of(mark())).containsKey(mark());
    }

    /** Throws a {@link StartupException} where there is one. */
    void check() {
        if (isThere()) {
            throw new StartupException(
                    "A rebuild was begun and not finished (topic %s): the state is not whole. Stop all workers, and run it again, \"rebuild\" or \"repartition\"."
                            .formatted(mark()));
        }
    }

    /** Name of the topic, which goes once all is there. */
    String mark() {
        return settings.applicationId() + "-rebuild-unfinished";
    }
}
