package io.ringfence.it;

import static io.ringfence.support.platform.Refused.assertRefused;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Refused;
import io.ringfence.support.platform.Warnings;
import io.ringfence.topology.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker does not start on topics on which it would decide wrong. */
@OnPlatform
class TopicCheckIT {
    private final Platform platform;

    @TempDir
    private Path directory;

    TopicCheckIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void otherNumberOfPartitionsIsRefused() {
        assertRefused(
                platform,
                directory,
                Map.of("ringfence.partitions", 3),
                "phone-number-actions has 6 partitions, ringfence.partitions is 3");
    }

    /**
     * A sender's clock, and compaction: of requests still to be decided, and of the audit trail. What may unpack to
     * anything, or is larger than the worker is made for. Hops that forget.
     */
    @ParameterizedTest
    @CsvSource({
        "phone-number-actions, message.timestamp.type, CreateTime, LogAppendTime",
        "phone-number-actions, cleanup.policy, compact, delete",
        "phone-number-state-changes, cleanup.policy, 'compact,delete', delete",
        "voice-service-orders, compression.type, producer, uncompressed",
        "voice-service-orders, max.message.bytes, 1048589, 1048588",
        "ringfence-site-events, compression.type, zstd, uncompressed",
        "ringfence-site-events, max.message.bytes, 1048588, 16777216",
        "ringfence-claim-answers, retention.ms, 604800000, -1",
        "ringfence-claim-answers, retention.bytes, 1073741824, -1",
        "site-directory, cleanup.policy, delete, compact",
        "site-directory, cleanup.policy, 'compact,delete', compact",
        "site-stock, cleanup.policy, delete, compact",
    })
    void wrongSettingIsRefused(String topic, String setting, String wrong, String right) throws Exception {
        set(topic, setting, wrong);
        try {
            assertRefused(
                    platform, directory, Map.of(), "%s has %s=%s, not %s".formatted(topic, setting, wrong, right));
        } finally {
            set(topic, setting, right);
        }
    }

    /** As a broker's default may have it; the worker starts nevertheless. */
    @Test
    void auditTrailThatForgetsIsWarnedOf() throws Exception {
        String topic = Topics.REJECTIONS.name();
        set(topic, "retention.ms", "1000000");
        set(topic, "retention.bytes", "2000000");
        try (Warnings warnings = new Warnings("io.ringfence.ops.TopicCheck");
                ApplicationContext worker = ApplicationContext.run(Refused.settings(platform, directory))) {
            worker.getBean(EmbeddedServer.class).start();
            // Where other tests have written outputs it is refused after that, as an application that is not theirs.
            Throwable refusal =
                    catchThrowable(() -> worker.getBean(Worker.class).start());

            assertThat(warnings.lines())
                    .as("before %s", refusal)
                    .singleElement(as(InstanceOfAssertFactories.STRING))
                    .contains(topic, "retention.ms=1000000 and retention.bytes=2000000");
        } finally {
            set(topic, "retention.ms", "-1");
            set(topic, "retention.bytes", "-1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "forgetful, 6, delete, 'has cleanup.policy=delete, not compact'",
        "narrow, 5, compact, 'has 5 partitions, ringfence.partitions is 6'",
    })
    void changelogThatDoesNotRestoreAStoreIsRefused(
            String applicationId, int partitions, String policy, String complaint) throws Exception {
        String changelog = applicationId + "-numbers-changelog";
        try (Admin admin = admin()) {
            admin.createTopics(Set.of(new NewTopic(changelog, Optional.of(partitions), Optional.empty())
                            .configs(Map.of("cleanup.policy", policy))))
                    .all()
                    .get();
            // The broker that is asked hears of it a moment later.
            await().until(() -> admin.listTopics().names().get().contains(changelog));
        }
        assertRefused(
                platform, directory, Map.of("ringfence.application-id", applicationId), changelog + " " + complaint);
    }

    private void set(String topic, String setting, String value) throws Exception {
        try (Admin admin = admin()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            Set.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            // The broker that is asked hears of it a moment later.
            await().until(() -> value.equals(admin.describeConfigs(Set.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(setting)
                    .value()));
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()));
    }
}
