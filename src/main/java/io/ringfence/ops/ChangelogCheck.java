package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.StateStores;
import io.ringfence.topology.StoreDeclaration;
import io.ringfence.topology.TopicSetting;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses changelogs from which a store would not come back whole: without compaction they forget what did not change
 * for long. That of the requests forgets by its retention, which Kafka Streams sets once, as the dedupe window was then:
 * it is raised where it is too short by now. Changelogs that do not exist yet are none of its business: Kafka Streams
 * creates them as they should be.
 */
@Singleton
final class ChangelogCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ChangelogCheck.class);
    private static final long FOREVER = -1;

    private final ExistingTopics cluster;
    private final WorkerSettings settings;
    private final Estate estate;
    private final DedupeStore.Window dedupeWindow;

    ChangelogCheck(ExistingTopics cluster, WorkerSettings settings, Estate estate, DedupeStore.Window dedupeWindow) {
        this.cluster = cluster;
        this.settings = settings;
        this.estate = estate;
        this.dedupeWindow = dedupeWindow;
    }

    void check() {
        Map<String, ExistingTopic> changelogs = cluster.among(estate.changelogs());
        changelogs.values().forEach(changelog -> {
            changelog.requirePartitions(settings.partitions());
            requireCompaction(changelog);
        });
        Optional.ofNullable(changelogs.get(settings.changelog(StateStores.REQUESTS)))
                .ifPresent(this::keepForTheWindow);
        Optional.ofNullable(changelogs.get(settings.changelog(StateStores.ORDERS.name())))
                .ifPresent(this::makeRoomForOutcomes);
    }

    /** The release before kept fingerprints alone. */
    private void makeRoomForOutcomes(ExistingTopic orders) {
        TopicSetting room = StoreDeclaration.LARGE_VALUES;
        if (room.judge(orders.value(room.name())) != TopicSetting.Verdict.FINE) {
            cluster.set(orders.name(), room.name(), room.value(), "outcomes of orders");
            LOG.info("Topic {} has {}={} now: outcomes of orders are kept.", orders.name(), room.name(), room.value());
        }
    }

    /** A longer one than it takes by now is left alone: what is too old is not restored. */
    private void keepForTheWindow(ExistingTopic requests) {
        long wanted = dedupeWindow.retention().toMillis();
        long kept = Long.parseLong(requests.value(TopicConfig.RETENTION_MS_CONFIG));
        if (kept != FOREVER && kept < wanted) {
            cluster.set(
                    requests.name(),
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(wanted),
                    "ringfence.dedupe-window");
            LOG.info(
                    "Topic {} had {}={}, now {}: ringfence.dedupe-window is {}.",
                    requests.name(),
                    TopicConfig.RETENTION_MS_CONFIG,
                    kept,
                    wanted,
                    settings.dedupeWindow());
        }
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
