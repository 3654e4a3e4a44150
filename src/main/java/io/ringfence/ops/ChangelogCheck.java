package io.ringfence.ops;

import io.ringfence.StartupException;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.Topology;

/**
 * Refuses changelogs from which a store would not come back whole: without compaction they forget what did not change
 * for long. Those that do not exist yet are none of its business: Kafka Streams creates them as they should be.
 */
@Singleton
final class ChangelogCheck {
    private final ExistingTopics cluster;
    private final WorkerSettings settings;
    private final Topology topology;

    ChangelogCheck(ExistingTopics cluster, WorkerSettings settings, Topology topology) {
        this.cluster = cluster;
        this.settings = settings;
        this.topology = topology;
    }

    void check() {
        cluster.among(names()).values().forEach(changelog -> {
            changelog.requirePartitions(settings.partitions());
            requireCompaction(changelog);
        });
    }

    private Set<String> names() {
        return TopologyStores.names(topology).stream().map(settings::changelog).collect(Collectors.toSet());
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
