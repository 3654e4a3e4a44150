package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.ApplicationContext;
import io.ringfence.domain.ActionRequest;
import io.ringfence.ops.Worker;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.ReadModels;
import io.ringfence.query.SiteSummary;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Health;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.StateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that lost its directory says how far it is, and is sent no queries until it can answer them. */
@OnPlatform
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int NUMBERS = 3_000;

    /** Before a quota slows it down, the broker answers the first fetch whole. */
    private static final Map<String, Object> SMALL_FETCHES =
            Map.of("ringfence.streams.restore.consumer.fetch.max.bytes", 10_000);

    private final Platform platform;

    @TempDir
    private Path directory;

    RestoreIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    @Tag("long")
    void restoringIsAliveButNotReadyAndShowsProgress() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            try (ApplicationContext first = cluster.startWorker(directory, Map.of())) {
                first.getBean(Worker.class).awaitRunning();
                provision(cluster);
                await().atMost(PATIENCE)
                        .ignoreException(NotQueryableException.class)
                        .until(() -> listed(first) == NUMBERS);
            }
            Utils.delete(directory.toFile());
            setReadQuota(cluster, 20_000.0);
            try (ApplicationContext second = cluster.startWorker(directory, SMALL_FETCHES)) {
                awaitProgress(second);
                assertThat(Health.liveness(second).isUp()).isTrue();
                assertThat(Health.readiness(second).isUp()).isFalse();

                setReadQuota(cluster, null);
                await().atMost(PATIENCE).until(() -> {
                    assertThat(Health.liveness(second).isUp()).isTrue();
                    return Health.readiness(second).isUp();
                });
                assertThat(Health.readiness(second).restoring()).isEmpty();
                await().atMost(PATIENCE)
                        .ignoreException(NotQueryableException.class)
                        .untilAsserted(() -> assertThat(listed(second)).isEqualTo(NUMBERS));
            }
        }
    }

    private static void awaitProgress(ApplicationContext worker) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode stores = Health.readiness(worker).restoring();
            assertThat(stores.findValues("restored"))
                    .anySatisfy(restored -> assertThat(restored.asLong()).isPositive());
            assertThat(stores.findValues("left"))
                    .anySatisfy(left -> assertThat(left.asLong()).isPositive());
            assertThat(stores.has(StateStores.NUMBERS.name())).isTrue();
        });
    }

    private static long listed(ApplicationContext worker) {
        return worker.getBean(ReadModels.class).active().sites(Set.of(0, OwnCluster.PARTITIONS - 1)).stream()
                .mapToLong(SiteSummary::total)
                .sum();
    }

    private void provision(OwnCluster cluster) {
        List<ActionRequest> requests = IntStream.range(0, NUMBERS)
                .mapToObj(i -> Requests.provision("+4420795%05d".formatted(i)))
                .toList();
        try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
            List<Future<RecordMetadata>> published =
                    requests.stream().map(client::publishSoon).toList();
            await().atMost(PATIENCE).until(() -> published.stream().allMatch(Future::isDone));
        }
    }

    /** Of every client, in bytes a second; null for no bound. */
    private static void setReadQuota(OwnCluster cluster, Double bytes) throws Exception {
        ClientQuotaEntity everyClient =
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        try (Admin admin = cluster.admin()) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            everyClient, List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytes)))))
                    .all()
                    .get();
        }
    }
}
