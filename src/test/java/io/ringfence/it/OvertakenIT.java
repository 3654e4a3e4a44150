package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.StateChange;
import io.ringfence.ops.Worker;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.HeldStart;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread stands still when its tasks are restored, until another worker has gone on with them. What it has restored is behind
 * the group's offsets then, and nothing is wrong but that.
 */
@OnPlatform
class OvertakenIT {
    private static final Party ELM = new Party(PartyType.OCCUPIER, "elm", "Elm");

    private static final Map<String, Object> SETTINGS = Map.of(
            // Its tasks are one thread's, and wait for none of their own process.
            "ringfence.streams.num.stream.threads", 1,
            "ringfence.streams.num.standby.replicas", 0,
            "ringfence.streams.consumer.max.poll.interval.ms", 2_000);

    private final Platform platform;

    @TempDir
    private Path directory;

    OvertakenIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    @Tag("long")
    @Timeout(120)
    void oneThatOthersHaveGoneOnWithoutComesBack() throws Exception {
        String number = Numbers.next();
        int partition = new Partitions(OwnCluster.PARTITIONS).owner(number);
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            cluster.createTopics();
            try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
                try (ApplicationContext before = start(cluster, "one", Map.of())) {
                    before.getBean(Worker.class).awaitRunning();
                    assertDecided(client, Requests.provision(number), 1);
                }
                try (ApplicationContext one = start(cluster, "one", Map.of(HeldStart.PROPERTY, partition))) {
                    one.getBean(HeldStart.class).await();
                    try (ApplicationContext two = start(cluster, "two", Map.of())) {
                        two.getBean(Worker.class).awaitRunning();
                        assertDecided(client, Requests.allocate(number, ELM), 2);
                        one.getBean(HeldStart.class).end();
                        one.getBean(Worker.class).awaitRunning();
                        assertThat(one.getBean(Worker.class).failure()).isNotDone();
                    }
                    assertDecided(client, Requests.of(Action.ACTIVATE, number), 3);
                    assertThat(failures(one)).as("the start was behind").isPositive();
                }
            }
        }
    }

    private ApplicationContext start(OwnCluster cluster, String name, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        return cluster.startWorker(directory.resolve(name), settings);
    }

    private static void assertDecided(Client client, ActionRequest request, long version) {
        assertThat(client.decided(request))
                .isInstanceOfSatisfying(StateChange.class, change -> assertThat(change.version())
                        .isEqualTo(version));
    }

    private static double failures(ApplicationContext worker) {
        return worker.getBean(KafkaStreams.class).metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("failed-stream-threads"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }
}
