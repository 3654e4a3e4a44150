package io.ringfence.ops;

import static io.ringfence.support.platform.KafkaUser.STRANGER;
import static io.ringfence.support.platform.KafkaUser.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import io.ringfence.readme.AclCommands;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.Refused;
import io.ringfence.support.platform.SecuredCluster;
import io.ringfence.support.platform.WorkerProcess;
import io.ringfence.support.tls.KeyStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that the brokers do not allow says in one line what is missing, and where it is set. */
@OnPlatform
class RefusedStartIT {
    @TempDir
    static Path directory;

    private static SecuredCluster cluster;

    @BeforeAll
    static void secureACluster(Platform platform) throws Exception {
        cluster = SecuredCluster.start(platform.registryUrl(), directory);
        cluster.createTopics();
        cluster.admit(WORKER.name());
        cluster.admit(STRANGER.name());
        cluster.grant(AclCommands.ofMainJob());
    }

    @AfterAll
    static void closeTheCluster() throws Exception {
        cluster.close();
    }

    @Test
    void startNamesAllThatIsMissing() {
        Refused.assertRefused(
                cluster.worker(directory.resolve("refused"), cluster.connection(STRANGER.name()), Map.of()),
                "Read, DescribeConfigs on topic phone-number-actions, topic phone-number-fulfilment-results, ",
                "Read, Write, DescribeConfigs on topic phone-number-state-changes, ",
                "topics that begin with ringfence-",
                "Read on group ringfence",
                "Write on transactional ids that begin with ringfence-",
                "README");
    }

    /** As a person sees it who has started one. */
    @Test
    void startNamesThePassword() throws Exception {
        Map<String, Object> settings = cluster.worker(
                directory.resolve("refused"),
                cluster.connection(WORKER.name(), "wrong"),
                Map.of("micronaut.server.port", WorkerProcess.Home.in(directory).workerPort()));
        List<String> options = settings.entrySet().stream()
                .map(setting -> "-D%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toList();
        try (WorkerProcess refused = WorkerProcess.launch(directory, options, List.of())) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.output())
                    .containsPattern("ERROR Application - .*kafka\\.sasl\\.jaas\\.config.* invalid credentials")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void startNamesTheTrustStore() throws Exception {
        Map<String, Object> settings = new HashMap<>(
                cluster.worker(directory.resolve("refused"), cluster.connection(WORKER.name()), Map.of()));
        settings.put(
                "kafka.ssl.truststore.location",
                KeyStores.selfSigned(Files.createDirectory(directory.resolve("other")))
                        .trustStore()
                        .toString());
        try (ApplicationContext context =
                        ApplicationContext.builder().properties(settings).build();
                ClusterAccess access = ClusterAccess.by(context.getEnvironment().start())) {
            assertThatThrownBy(access::require)
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("kafka.ssl.truststore.location")
                    .hasMessageContaining("PKIX path");
        }
    }
}
