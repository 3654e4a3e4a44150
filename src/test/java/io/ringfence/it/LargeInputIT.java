package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.ActionRequest;
import io.ringfence.support.broker.RawBatch;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.WorkerProcess;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker of little memory outlives what unpacks to more than that: checked after each case. The broker has memory of its own,
 * for it is the one that unpacks.
 */
@OnPlatform
@Tag("long")
class LargeInputIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PARTITION = 1;
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    private static Path directory;

    private static OwnCluster cluster;
    private static WorkerProcess worker;
    private static Client client;

    @BeforeAll
    static void startWorker(Platform platform) throws Exception {
        cluster = OwnCluster.start(platform.registryUrl());
        cluster.createTopics();
        worker = cluster.launchWorker(directory, List.of("-Xmx400m"));
        client = new Client(cluster.bootstrapServers(), platform.registryUrl());
    }

    @AfterAll
    static void stopWorker() throws Exception {
        client.close();
        worker.close();
        cluster.close();
    }

    @AfterEach
    void workerGoesOn() {
        ActionRequest request = Requests.provision(Numbers.next());
        client.publish(request);
        await().atMost(PATIENCE)
                .failFast("The worker has ended", () -> !worker.isAlive())
                .until(() -> !client.outcomes(outcome -> request.requestId().equals(Requests.idOf(outcome)))
                        .isEmpty());
    }

    @Test
    void halfAGigabyteInARecordOfSixteenKilobytes() throws IOException {
        assertRefused(RawBatch.zeros(CompressionType.ZSTD, 1, 500 * MEGABYTE));
    }

    @Test
    void halfAGigabyteInManyRecords() throws IOException {
        assertRefused(RawBatch.zeros(CompressionType.ZSTD, 64, 8 * MEGABYTE));
    }

    @Test
    void twoGigabytesThatARecordOnlySaysItHas() throws IOException {
        assertRefused(RawBatch.boasting(CompressionType.ZSTD, 2_000 * MEGABYTE));
    }

    private static void assertRefused(RawBatch batch) throws IOException {
        assertThat(batch.compressedSize()).isLessThan(MEGABYTE);
        assertThat(batch.sendTo(cluster.port(), Topics.PROVISIONING.name(), PARTITION))
                .isIn(Errors.MESSAGE_TOO_LARGE, Errors.INVALID_RECORD);
    }
}
