package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.common.utils.Utils;

/**
 * Refuses topics that would make decisions wrong: another number of partitions splits a number's state, a sender's
 * clock in place of the broker's decides what "now" is, a smaller bound leaves dead letters nowhere to go. How long
 * records are kept is the operator's business.
 */
@Singleton
final class TopicCheck {
    static final String NO_ANSWER = "No broker answers at kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS).";

    private static final List<String> DECISIVE =
            List.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    private static final int ATTEMPTS = 8;
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(50, 2, 2_000, 0.2);

    private final AdminClient admin;
    private final WorkerSettings settings;

    TopicCheck(AdminClient admin, WorkerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    void check() {
        try {
            Map<String, TopicDescription> descriptions = describe();
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(resources()).all().get();
            for (Topics.Topic topic : Topics.all()) {
                checkPartitions(
                        topic, descriptions.get(topic.name()).partitions().size());
                checkConfig(topic, configs.get(resource(topic)));
            }
        } catch (ExecutionException e) {
            throw new StartupException(problem(e.getCause()), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** A topic that was just created takes a moment to be known to every broker. */
    private Map<String, TopicDescription> describe() throws ExecutionException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return admin.describeTopics(names()).allTopicNames().get();
            } catch (ExecutionException e) {
                if (attempt == ATTEMPTS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                Utils.sleep(BACKOFF.backoff(attempt));
            }
        }
    }

    private static String problem(Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "A topic is missing: create " + names() + " or set ringfence.create-topics to true.";
        }
        return cause instanceof TimeoutException ? NO_ANSWER : "Topics cannot be described: " + cause;
    }

    private void checkPartitions(Topics.Topic topic, int found) {
        if (found != settings.partitions()) {
            throw new StartupException("Topic %s has %d partitions, ringfence.partitions is %d."
                    .formatted(topic.name(), found, settings.partitions()));
        }
    }

    private static void checkConfig(Topics.Topic topic, Config found) {
        for (String setting : DECISIVE) {
            String wanted = topic.config().get(setting);
            String actual = found.get(setting).value();
            if (wanted != null && !wanted.equals(actual)) {
                throw new StartupException(
                        "Topic %s has %s=%s, not %s.".formatted(topic.name(), setting, actual, wanted));
            }
        }
    }

    private static Set<String> names() {
        return Topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
    }

    private static Collection<ConfigResource> resources() {
        return Topics.all().stream().map(TopicCheck::resource).toList();
    }

    private static ConfigResource resource(Topics.Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
