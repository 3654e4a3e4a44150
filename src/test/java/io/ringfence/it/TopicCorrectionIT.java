package io.ringfence.it;

import static io.ringfence.support.broker.TopicAlteration.alter;
import static io.ringfence.support.broker.TopicAlteration.set;
import static io.ringfence.support.broker.TopicAlteration.unset;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that may create topics brings those of an earlier release up to what it needs. */
@OnPlatform
class TopicCorrectionIT {
    private static final String SEVEN_DAYS = "604800000";

    private final Platform platform;

    @TempDir
    private Path directory;

    TopicCorrectionIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void topicsOfAnEarlierReleaseAreCorrectedAndUsed() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl());
                Admin admin = cluster.admin()) {
            cluster.createTopics();
            asBefore(admin);

            try (ApplicationContext worker = cluster.startWorker(directory, Map.of());
                    Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                worker.getBean(Worker.class).awaitRunning();
                ActionRequest request = Requests.provision(Numbers.next());
                assertThat(client.decided(request)).isInstanceOf(StateChange.class);
            }

            for (Topics.Topic topic : Topics.all()) {
                Config config = config(admin, topic);
                topic.config()
                        .forEach((name, declared) -> assertThat(config.get(name).value())
                                .as("%s of %s", name, topic.name())
                                .isEqualTo(isTheOperators(topic, name) ? SEVEN_DAYS : declared));
            }
        }
    }

    /** Nobody has set these before but the retention of hops, which they had by the release, and of one output. */
    private static void asBefore(Admin admin) throws Exception {
        for (Topics.Topic topic : List.of(Topics.ACTIONS, Topics.PROVISIONING, Topics.ORDERS)) {
            alter(admin, topic, unset("compression.type"), unset("max.message.bytes"), unset("retention.bytes"));
        }
        for (Topics.Topic topic : Topics.HOPS) {
            alter(admin, topic, unset("compression.type"), set("retention.ms", SEVEN_DAYS), unset("retention.bytes"));
        }
        alter(admin, Topics.REJECTIONS, set("retention.ms", SEVEN_DAYS));
        alter(admin, Topics.SITE_DIRECTORY, unset("cleanup.policy"));
        alter(admin, Topics.DEAD_LETTERS, unset("retention.ms"), unset("retention.bytes"));
    }

    private static boolean isTheOperators(Topics.Topic topic, String setting) {
        return topic.equals(Topics.REJECTIONS) && setting.equals("retention.ms");
    }

    private static Config config(Admin admin, Topics.Topic topic) throws Exception {
        return admin.describeConfigs(Set.of(resource(topic))).all().get().get(resource(topic));
    }

    private static ConfigResource resource(Topics.Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
