package io.ringfence.support.measurement;

import static org.awaitility.Awaitility.await;

import io.ringfence.domain.Action;
import io.ringfence.support.platform.LosableRegistry;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Measures how long the past takes to be told: pages of a site as it was and of a number's history, where a site of 1,000
 * numbers has seen a million changes; and how long it takes a worker without a store to read them all again. Broker, registry
 * and worker are on this machine.
 */
final class HistoryMeasurement implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final String SITE = "old-site";
    private static final int NUMBERS = 1_000;
    private static final int AHEAD = 100_000;
    private static final int SAMPLES = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private final MeasuredWorker worker;

    private HistoryMeasurement(LosableRegistry registry) throws Exception {
        worker = new MeasuredWorker(registry, PARTITIONS, List.of("-Xmx512m"), List.of());
    }

    /**
     * Takes some minutes, and prints a line for each measurement.
     *
     * @param arguments changes, if not a million
     */
    public static void main(String[] arguments) throws Exception {
        int changes = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("ringfence-history-registry");
        try (LosableRegistry registry = LosableRegistry.start(directory);
                HistoryMeasurement measurement = new HistoryMeasurement(registry)) {
            measurement.run(changes);
        }
        System.exit(0);
    }

    private void run(int changes) {
        Instant start = Instant.now();
        decide(changes);
        Instant end = Instant.now();
        System.out.printf(
                "%d changes decided in %d s%n",
                changes, Duration.between(start, end).toSeconds());
        await().atMost(PATIENCE).until(() -> get(history(0, "")).statusCode() == 200);
        System.out.printf(
                "known to the history %d ms later%n",
                Duration.between(end, Instant.now()).toMillis());
        for (String round : List.of("warm-up", "measured")) {
            measure(round + ": site as it was, 500 of 1,000 numbers", () -> listing(moment(start, end), 500));
            measure(round + ": site as it was, 100 of 1,000 numbers", () -> listing(moment(start, end), 100));
            measure(round + ": newest 100 changes of a number", () -> history(random.nextInt(NUMBERS), ""));
            measure(
                    round + ": older 100 changes of a number",
                    () -> history(random.nextInt(NUMBERS), "?before=" + (2 + random.nextInt(changes / NUMBERS - 1))));
            measure(round + ": site as it is, 500 of 1,000 numbers", () -> "/api/sites/" + SITE + "/phone-numbers");
        }
    }

    private void decide(int changes) {
        try (KafkaConsumer<byte[], byte[]> decided = worker.consumer(Topics.STATE_CHANGES)) {
            int read = 0;
            for (int sent = 0; sent < changes; sent++) {
                String number = number(sent % NUMBERS);
                Action action = sent / NUMBERS % 2 == 1 ? Action.LOCK : Action.UNLOCK;
                worker.send(
                        (sent < NUMBERS ? Requests.provision(number) : Requests.of(action, number)).withSiteId(SITE));
                while (sent - read > AHEAD) {
                    read += decided.poll(Duration.ofMillis(100)).count();
                }
            }
            worker.flush();
            while (read < changes) {
                read += decided.poll(Duration.ofMillis(100)).count();
            }
        }
    }

    private void measure(String what, Supplier<String> paths) {
        long[] nanos = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            String path = paths.get();
            long begin = System.nanoTime();
            HttpResponse<String> response = get(path);
            nanos[i] = System.nanoTime() - begin;
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + response.body());
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms%n", what, nanos[SAMPLES / 2] / 1e6, nanos[SAMPLES * 99 / 100] / 1e6);
    }

    private Instant moment(Instant start, Instant end) {
        long millis = Duration.between(start, end).toMillis();
        return start.plusMillis((long) (millis * random.nextDouble()));
    }

    private static String listing(Instant moment, int limit) {
        return "/api/sites/%s/phone-numbers?limit=%d&asOf=%s".formatted(SITE, limit, moment);
    }

    private static String history(int number, String parameters) {
        return "/api/phone-numbers/%s/history%s".formatted(number(number), parameters);
    }

    private static String number(int index) {
        return "+4420%08d".formatted(79_000_000 + index);
    }

    private HttpResponse<String> get(String path) {
        try {
            URI uri = worker.url().resolve(path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        worker.close();
    }
}
