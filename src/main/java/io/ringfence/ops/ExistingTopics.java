package io.ringfence.ops;

import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of the cluster, and their settings. */
@Singleton
final class ExistingTopics {
    static final String NO_ANSWER = "No broker answers at kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS),"
            + " or the listener there is of another kafka.security.protocol.";

    private final AdminClient admin;

    ExistingTopics(AdminClient admin) {
        this.admin = admin;
    }

    /** Those of the names that exist, by name. */
    Map<String, ExistingTopic> among(Collection<String> names) {
        try {
            Map<String, TopicDescription> descriptions = describe(names);
            Map<ConfigResource, Config> configs = admin.describeConfigs(descriptions.keySet().stream()
                            .map(ExistingTopics::resource)
                            .toList())
                    .all()
                    .get();
            Map<String, ExistingTopic> existing = new HashMap<>();
            descriptions.forEach((name, description) -> existing.put(
                    name, new ExistingTopic(name, description.partitions().size(), configs.get(resource(name)))));
            return existing;
        } catch (ExecutionException e) {
            throw new StartupException(
                    e.getCause() instanceof TimeoutException
                            ? NO_ANSWER
                            : "Topics cannot be described (kafka.bootstrap.servers): " + e.getCause(),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Map<String, TopicDescription> describe(Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> descriptions = new HashMap<>();
        for (KafkaFuture<TopicDescription> asked :
                admin.describeTopics(names).topicNameValues().values()) {
            try {
                TopicDescription description = asked.get();
                descriptions.put(description.name(), description);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return descriptions;
    }

    /**
     * Changes a setting of a topic.
     *
     * @param need the setting of ours that makes it necessary
     */
    void set(String topic, String setting, String value, String need) {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(change)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new StartupException(
                    "Topic %s needs %s=%s for %s, and cannot be given it: %s"
                            .formatted(topic, setting, value, need, e.getCause().getMessage()),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}
