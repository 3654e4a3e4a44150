package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringfence.domain.ActionRequest;
import io.ringfence.topology.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker of little memory, which its embedded broker shares, outlives what unpacks to more than that: checked after
 * each case.
 */
class LargeInputIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PARTITION = 3;
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    private static Path directory;

    private static WorkerProcess.Home home;
    private static WorkerProcess worker;
    private static Client client;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startWorker() throws IOException {
        home = WorkerProcess.Home.in(directory);
        worker = WorkerProcess.start(home, List.of("-Xmx400m"));
        client = new Client(
                home.bootstrapServers(),
                home.registryUrl(),
                Map.of("max.block.ms", 10_000, "delivery.timeout.ms", 31_000));
    }

    @AfterAll
    static void stopWorker() {
        client.close();
        worker.close();
    }

    @BeforeEach
    void workerIsThere() {
        assertThat(worker.isAlive()).as("after the case before").isTrue();
    }

    /** Asked over HTTP: what a failure writes to dead letters is not for the memory of a test. */
    @AfterEach
    void workerGoesOn() {
        ActionRequest request = Requests.provision(Numbers.inPartition(PARTITION));
        client.publish(request);
        URI number = home.url().resolve("/api/phone-numbers/" + request.phoneNumber());
        await().atMost(PATIENCE)
                .failFast("The worker has ended", () -> !worker.isAlive())
                .until(() -> http.send(HttpRequest.newBuilder(number).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
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

    /** The broker's own memory may not do for finding out how large it is. */
    private static void assertRefused(RawBatch batch) throws IOException {
        assertThat(batch.compressedSize()).isLessThan(MEGABYTE);
        assertThat(batch.sendTo(home.brokerPort(), Topics.PROVISIONING.name(), PARTITION))
                .isIn(Errors.MESSAGE_TOO_LARGE, Errors.UNKNOWN_SERVER_ERROR);
    }
}
