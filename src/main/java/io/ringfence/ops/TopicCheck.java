package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.common.utils.Utils;

/**
 * Refuses topics that would make decisions wrong: another number of partitions splits a number's state, a sender's
 * clock in place of the broker's decides what "now" is, compaction drops all records of a key but the last, a smaller
 * bound leaves dead letters nowhere to go. How long records are kept is the operator's business.
 */
@Singleton
final class TopicCheck {
    private static final List<String> DECISIVE = List.of(
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    private static final int ATTEMPTS = 8;
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(50, 2, 2_000, 0.2);

    private final ExistingTopics cluster;
    private final WorkerSettings settings;

    TopicCheck(ExistingTopics cluster, WorkerSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    void check() {
        Map<String, ExistingTopic> existing = find();
        for (Topics.Topic topic : Topics.all()) {
            ExistingTopic found = existing.get(topic.name());
            found.requirePartitions(settings.partitions());
            checkConfig(topic, found);
        }
    }

    /** A topic that was just created takes a moment to be known to every broker. */
    private Map<String, ExistingTopic> find() {
        Set<String> names = Topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
        for (int attempt = 0; ; attempt++) {
            Map<String, ExistingTopic> existing = cluster.among(names);
            Set<String> missing = new TreeSet<>(names);
            missing.removeAll(existing.keySet());
            if (missing.isEmpty()) {
                return existing;
            }
            if (attempt == ATTEMPTS) {
                throw new StartupException("Topics are missing: create %s or set ringfence.create-topics to true."
                        .formatted(String.join(", ", missing)));
            }
            Utils.sleep(BACKOFF.backoff(attempt));
        }
    }

    private static void checkConfig(Topics.Topic topic, ExistingTopic found) {
        for (String setting : DECISIVE) {
            String wanted = topic.config().get(setting);
            if (wanted != null && !suffices(setting, found.value(setting), wanted)) {
                throw new StartupException(
                        "Topic %s has %s=%s, not %s.".formatted(topic.name(), setting, found.value(setting), wanted));
            }
        }
    }

    private static boolean suffices(String setting, String found, String wanted) {
        return setting.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                ? Integer.parseInt(found) >= Integer.parseInt(wanted)
                : found.equals(wanted);
    }
}
