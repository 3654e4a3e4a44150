package io.ringfence.it;

import static io.ringfence.support.broker.TopicAlteration.alter;
import static io.ringfence.support.broker.TopicAlteration.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.domain.ActionRequest;
import io.ringfence.ops.Worker;
import io.ringfence.support.broker.Line;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Health;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.ThreadsMayDie;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream thread has not committed, and may never, is told to nobody. */
@OnPlatform
@ThreadsMayDie
class UncommittedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Less than a failed thread waits, more than it takes to ask. */
    private static final Duration WHILE_IT_WAITS = Duration.ofMillis(300);

    /** In the wire format, of a schema that the worker has to ask for. */
    private static final byte[] OF_UNKNOWN_SCHEMA = {0, 0, 0, 99, 99, 1};

    private static final int PARTITION = 0;
    private static final long LONG_AGO = System.currentTimeMillis() - 60_000;

    private static final Map<String, Object> SETTINGS = Map.of(
            // What is not committed stays so for long enough to be looked at.
            "ringfence.streams.commit.interval.ms", 8_000,
            "ringfence.streams.consumer.session.timeout.ms", 3_000,
            "ringfence.streams.consumer.heartbeat.interval.ms", 500,
            "ringfence.query.max-silence", "2s",
            "ringfence.avro.properties.max.retries", 0,
            // Longer than anything here waits for.
            "ringfence.avro.properties.http.read.timeout.ms", 60_000);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Line line;
    private OwnCluster cluster;
    private ApplicationContext worker;
    private Client client;

    @BeforeEach
    void start(Platform platform) throws Exception {
        URI registry = URI.create(platform.registryUrl());
        line = new Line();
        line.leadTo(registry.getPort());
        cluster = OwnCluster.start("http://127.0.0.1:" + line.port() + registry.getPath());
        worker = cluster.startWorker(directory, SETTINGS);
        worker.getBean(Worker.class).awaitRunning();
        client = new Client(cluster.bootstrapServers(), platform.registryUrl());
        haveSendersSetTheTime();
    }

    /** What comes in on time is committed early. Returns when the broker does as it was told. */
    private void haveSendersSetTheTime() throws Exception {
        try (Admin admin = cluster.admin()) {
            alter(
                    admin,
                    Topics.PROVISIONING,
                    set(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.CREATE_TIME.name));
        }
        ProducerRecord<byte[], byte[]> unreadable = new ProducerRecord<>(
                Topics.PROVISIONING.name(), PARTITION, LONG_AGO, "any".getBytes(UTF_8), new byte[] {1});
        await().atMost(PATIENCE).until(() -> client.publish(unreadable).timestamp() == LONG_AGO);
    }

    @AfterEach
    void stop() throws Exception {
        line.mend();
        client.close();
        worker.close();
        cluster.close();
        line.close();
    }

    @Test
    @Tag("long")
    void oneThatHasFailedTellsNothing() {
        String number = provisioned();
        line.cut(Line.Cut.HANG_UP);
        publishWhatNeedsTheRegistry();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> failures() > 0);

        long end = System.nanoTime() + WHILE_IT_WAITS.toNanos();
        do {
            assertNotTold(number);
        } while (System.nanoTime() < end);
        assertThat(Health.liveness(worker).isUp()).isTrue();
        assertThat(client.outcomes(outcome -> true)).as("committed").isEmpty();
    }

    @Test
    void oneThatHangsTellsNothingAfterTheBound() {
        String number = provisioned();
        line.cut(Line.Cut.SILENCE);
        publishWhatNeedsTheRegistry();

        await().atMost(PATIENCE).until(() -> status(number) == 503);
        assertNotTold(number);
        assertThat(failures()).as("it still waits for the registry").isZero();
        assertThat(client.outcomes(outcome -> true)).as("committed").isEmpty();

        line.mend();
        await().atMost(PATIENCE).until(() -> status(number) == 200);
    }

    private String provisioned() {
        String number = numberInPartition();
        client.publish(longAgo(Requests.provision(number)));
        await().atMost(PATIENCE).until(() -> status(number) == 200);
        return number;
    }

    private ProducerRecord<byte[], byte[]> longAgo(ActionRequest request) {
        return new ProducerRecord<>(
                Client.topic(request), null, LONG_AGO, Client.bytes(request.phoneNumber()), client.encoded(request));
    }

    private void assertNotTold(String number) {
        assertThat(status(number)).isEqualTo(503);
        assertThat(status(number, "Ringfence-Forwarded", "standby"))
                .as("nor as a copy")
                .isEqualTo(503);
    }

    private void publishWhatNeedsTheRegistry() {
        client.publish(
                new ProducerRecord<>(Topics.ACTIONS.name(), PARTITION, "any".getBytes(UTF_8), OF_UNKNOWN_SCHEMA));
    }

    private static String numberInPartition() {
        return Stream.generate(Numbers::next)
                .filter(number -> new Partitions(OwnCluster.PARTITIONS).owner(number) == PARTITION)
                .findFirst()
                .orElseThrow();
    }

    private double failures() {
        return worker.getBean(KafkaStreams.class).metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("failed-stream-threads"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    private int status(String number, String... headers) {
        URI url = worker.getBean(EmbeddedServer.class).getURI().resolve("/api/phone-numbers/" + number);
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
