package io.ringfence.ops;

import static io.ringfence.support.platform.KafkaUser.ADAPTER;
import static io.ringfence.support.platform.KafkaUser.READER;
import static io.ringfence.support.platform.KafkaUser.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.readme.AclCommands;
import io.ringfence.support.platform.AuditLog;
import io.ringfence.support.platform.KafkaUser;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Refused;
import io.ringfence.support.platform.SecuredCluster;
import io.ringfence.topology.Topics;
import io.ringfence.topology.Topics.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The further ACLs of the operations page are enough for what it describes, and none is too many. */
@OnPlatform
@Tag("long")
class OperationsAclsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Platform platform;

    OperationsAclsIT(Platform platform) {
        this.platform = platform;
    }

    /** Topics that a worker creates, and corrects; state that is given up. */
    @Test
    void moreThanTheMainJobNeedsTheRightsOfTheOperationsPage(@TempDir Path directory) throws Exception {
        try (SecuredCluster bare = SecuredCluster.start(platform.registryUrl(), directory);
                AuditLog log = new AuditLog()) {
            for (KafkaUser user : KafkaUser.ALL) {
                bare.admit(user.name());
            }
            bare.grant(AclCommands.ofMainJob());
            Set<AclBinding> ofMainJob = bare.granted();
            Map<String, Object> settings = bare.worker(
                    directory.resolve("worker"),
                    bare.connection(WORKER.name()),
                    Map.of("ringfence.create-topics", true));
            Refused.assertRefused(settings, "Create on topic phone-number-actions", "ringfence.create-topics");
            bare.grant(AclCommands.ofMore());

            run(settings);
            forgetSettings(bare.admin());
            run(settings);
            try (ApplicationContext stopped = ApplicationContext.run(settings)) {
                OffsetRecovery recovery = stopped.getBean(OffsetRecovery.class);
                assertThat(recovery.show()).isNotEmpty();
                assertThat(recovery.set(Map.of(Topics.ACTIONS.name(), "latest")))
                        .isNotEmpty();
                assertThat(recovery.restore()).isNotEmpty();
                assertThat(stopped.getBean(Rebuild.class).run("latest", WORKER.name()))
                        .isNotEmpty();
                assertThat(recovery.afresh("latest", WORKER.name())).isNotEmpty();
            }
            run(settings);
            join(bare, READER, "ringfence-watch-" + UUID.randomUUID(), Topics.STATE_CHANGES);
            join(bare, ADAPTER, "ringfence-example-platform", Topics.FULFILMENTS);

            assertThat(log.used())
                    .containsAll(bare.granted().stream()
                            .filter(acl -> !ofMainJob.contains(acl))
                            .toList());
            assertThat(log.denied()).allMatch(line -> line.contains("CreateTopics"));
        }
    }

    private static void run(Map<String, Object> settings) {
        try (ApplicationContext worker = ApplicationContext.run(settings)) {
            worker.getBean(EmbeddedServer.class).start();
            worker.getBean(Worker.class).start();
            worker.getBean(Worker.class).awaitRunning();
        }
    }

    /** As topics of an earlier release may be. */
    private static void forgetSettings(Admin admin) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Topics.all().stream()
                        .collect(Collectors.toMap(
                                topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                                topic -> topic.config().keySet().stream()
                                        .filter(setting -> !setting.equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                                        .map(setting -> new AlterConfigOp(
                                                new ConfigEntry(setting, ""), AlterConfigOp.OpType.DELETE))
                                        .toList())))
                .all()
                .get();
    }

    private static void join(SecuredCluster cluster, KafkaUser user, String group, Topic topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = cluster.consumer(user, group)) {
            consumer.subscribe(List.of(topic.name()));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
            });
        }
    }
}
