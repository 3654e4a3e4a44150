package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.TopicSetting;
import io.ringfence.topology.TopicSetting.Verdict;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses topics that would make decisions wrong or end the worker: another number of partitions splits a number's
 * state, a sender's clock in place of the broker's decides what "now" is, compaction drops all records of a key but the
 * last, what comes compressed may not fit into memory, a smaller bound leaves dead letters nowhere to go, a hop that
 * forgets loses claims. Warns where the audit trail forgets.
 */
@Singleton
final class TopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
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
            topic.settings().forEach(setting -> check(setting, found));
            warn(topic, found);
        }
    }

    /** What was just created or corrected takes a moment to be known to every broker. */
    private Map<String, ExistingTopic> find() {
        Set<String> names = Topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
        for (int attempt = 0; ; attempt++) {
            Map<String, ExistingTopic> existing = cluster.among(names);
            Set<String> missing = new TreeSet<>(names);
            missing.removeAll(existing.keySet());
            boolean last = attempt == ATTEMPTS;
            if (missing.isEmpty() && (last || !settings.createTopics() || areCorrect(existing))) {
                return existing;
            }
            if (last) {
                throw new StartupException("Topics are missing: create %s or set ringfence.create-topics to true."
                        .formatted(String.join(", ", missing)));
            }
            Utils.sleep(BACKOFF.backoff(attempt));
        }
    }

    private static boolean areCorrect(Map<String, ExistingTopic> existing) {
        return Topics.all().stream().allMatch(topic -> topic.settings().stream()
                .noneMatch(setting -> existing.get(topic.name()).verdict(setting) == Verdict.WRONG));
    }

    private static void check(TopicSetting setting, ExistingTopic found) {
        switch (found.verdict(setting)) {
            case FINE, UNWISE -> {}
            case WRONG ->
                throw new StartupException(
                        "%s: set it, or ringfence.create-topics to true.".formatted(complaint(setting, found)));
            case SPOILT -> throw new StartupException(complaint(setting, found) + ".");
        }
    }

    private static String complaint(TopicSetting setting, ExistingTopic found) {
        return "Topic %s has %s=%s, not %s"
                .formatted(found.name(), setting.name(), found.value(setting.name()), setting.value());
    }

    private static void warn(Topics.Topic topic, ExistingTopic found) {
        String unwise = topic.settings().stream()
                .filter(setting -> found.verdict(setting) == Verdict.UNWISE)
                .map(setting -> setting.name() + "=" + found.value(setting.name()))
                .collect(Collectors.joining(" and "));
        if (!unwise.isEmpty()) {
            LOG.warn("Topic {} has {}: the broker will delete what it is kept for.", topic.name(), unwise);
        }
    }
}
