package io.ringfence.ops;

import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Refuses changelogs from which a store would not come back whole: without compaction they forget what did not change
 * for long. Those that do not exist yet are none of its business: Kafka Streams creates them as they should be.
 */
@Singleton
final class ChangelogCheck {
    private final ExistingTopics cluster;
    private final WorkerSettings settings;
    private final Estate estate;

    ChangelogCheck(ExistingTopics cluster, WorkerSettings settings, Estate estate) {
        this.cluster = cluster;
        this.settings = settings;
        this.estate = estate;
    }

    void check() {
        cluster.among(estate.changelogs()).values().forEach(changelog -> {
            changelog.requirePartitions(settings.partitions());
            requireCompaction(changelog);
        });
    }

    private static void requireCompaction(ExistingTopic changelog) {
        String policy = changelog.value(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new StartupException("Topic %s has %s=%s, not %s: its store could not be restored from it."
                    .formatted(
                            changelog.name(),
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            policy,
                            TopicConfig.CLEANUP_POLICY_COMPACT));
        }
    }
}
