package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.ringfence.avro.RegistryMemory;
import io.ringfence.avro.ScriptedRegistry;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.Health;
import io.ringfence.support.platform.OwnCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stop is orderly, and bounded where it cannot be. */
class StopIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static ScriptedRegistry registry;
    private static OwnCluster cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        registry = new ScriptedRegistry().answering(new RegistryMemory());
        cluster = OwnCluster.start(registry.url());
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        registry.close();
    }

    @Test
    void leavesTheGroupAtOnce() throws Exception {
        ApplicationContext worker = running(Map.of("ringfence.application-id", "dynamic"));
        assertThat(members("dynamic")).isNotEmpty();

        worker.close();

        assertThat(members("dynamic")).isEmpty();
    }

    @Test
    void staysInTheGroupUnderItsNameAndIsGivenItsPartitionsBack() throws Exception {
        Map<String, Object> settings =
                Map.of("ringfence.application-id", "static", "ringfence.instance-id", "worker-1");
        ApplicationContext worker = running(settings);
        Map<String, Set<TopicPartition>> before = assignment("static");
        assertThat(before.keySet()).allMatch(name -> name.startsWith("worker-1"));

        worker.close();
        assertThat(assignment("static")).isEqualTo(before);

        try (ApplicationContext restarted = running(settings)) {
            assertThat(Health.readiness(restarted).isUp()).isTrue();
            assertThat(assignment("static")).isEqualTo(before);
        }
    }

    /** Partitions move to it and back to the other one, which answers all the while. */
    @Test
    @Tag("long")
    void doesNotMakeAnotherInstanceUnready(@TempDir Path elsewhere) throws Exception {
        Map<String, Object> settings = Map.of("ringfence.application-id", "rolling");
        try (ApplicationContext other = cluster.startWorker(elsewhere, settings)) {
            other.getBean(Worker.class).awaitRunning();
            CompletableFuture<Void> comingAndGoing =
                    CompletableFuture.runAsync(() -> running(settings).close());
            await().atMost(PATIENCE).until(() -> {
                assertThat(Health.readiness(other).isUp()).isTrue();
                return comingAndGoing.isDone();
            });
            comingAndGoing.get();
        }
    }

    /** The stop time-out is what the threads get; the rest is what everything else may take of an orchestrator's 30 s. */
    @Test
    @Timeout(60)
    void isBoundedWithoutABroker() throws Exception {
        try (OwnCluster lost = OwnCluster.start(registry.url())) {
            ApplicationContext worker = lost.startWorker(directory, Map.of("ringfence.stop-timeout", "2s"));
            worker.getBean(Worker.class).awaitRunning();
            lost.stopBroker();
            assertThat(Health.liveness(worker).isUp()).isTrue();
            assertThat(Health.readiness(worker).isUp())
                    .as("a broker that is away takes no instance out of a load balancer")
                    .isTrue();

            long start = System.nanoTime();
            assertThatCode(worker::close).doesNotThrowAnyException();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private ApplicationContext running(Map<String, Object> settings) {
        ApplicationContext worker = cluster.startWorker(directory, settings);
        worker.getBean(Worker.class).awaitRunning();
        return worker;
    }

    private static Map<String, Set<TopicPartition>> assignment(String group) throws Exception {
        return members(group).stream()
                .collect(
                        Collectors.toMap(member -> member.groupInstanceId().orElseThrow(), member -> member.assignment()
                                .topicPartitions()));
    }

    private static Collection<MemberDescription> members(String group) throws Exception {
        try (Admin admin = cluster.admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members();
        }
    }
}
