package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.TopicSetting;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings topics of an earlier release up to what is declared now. Leaves alone what somebody has set against advice, and
 * what no correction would make good.
 */
@Singleton
final class TopicCorrection {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCorrection.class);

    private final AdminClient admin;
    private final ExistingTopics cluster;

    TopicCorrection(AdminClient admin, ExistingTopics cluster) {
        this.admin = admin;
        this.cluster = cluster;
    }

    void correct() {
        Map<String, ExistingTopic> existing =
                cluster.among(Topics.all().stream().map(Topics.Topic::name).toList());
        for (Topics.Topic topic : Topics.all()) {
            // One that was created a moment ago, which is not yet known everywhere, is as it should be.
            if (existing.containsKey(topic.name())) {
                correct(topic, existing.get(topic.name()));
            }
        }
    }

    private void correct(Topics.Topic topic, ExistingTopic found) {
        List<TopicSetting> changes = topic.settings().stream()
                .filter(setting -> isToBeCorrected(setting, found))
                .toList();
        if (!changes.isEmpty()) {
            set(topic.name(), changes);
            LOG.info(
                    "Topic {} now has {}.",
                    topic.name(),
                    changes.stream()
                            .map(setting -> "%s=%s (was %s)"
                                    .formatted(setting.name(), setting.value(), found.value(setting.name())))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static boolean isToBeCorrected(TopicSetting setting, ExistingTopic found) {
        return switch (found.verdict(setting)) {
            case FINE, SPOILT -> false;
            case UNWISE -> !found.sets(setting.name());
            case WRONG -> true;
        };
    }

    private void set(String topic, Collection<TopicSetting> settings) {
        List<AlterConfigOp> changes = settings.stream()
                .map(setting ->
                        new AlterConfigOp(new ConfigEntry(setting.name(), setting.value()), AlterConfigOp.OpType.SET))
                .toList();
        try {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new StartupException(
                    "Topic %s cannot be changed (ringfence.create-topics): %s".formatted(topic, e.getCause()), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
