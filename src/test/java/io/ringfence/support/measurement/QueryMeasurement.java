package io.ringfence.support.measurement;

import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Measures whether a page of a listing takes longer at a site of 50,000 numbers than at one of 300, with each filter, and what
 * a single number costs beside an endpoint that does nothing. Fails where a ratio is above its bound. Broker, registry and
 * worker are on this machine.
 */
final class QueryMeasurement implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final int LARGE = 50_000;
    private static final int SMALL = 300;
    private static final int PARTY = 20;
    private static final int SAMPLES = 300;
    private static final int SAMPLES_ALONE = 50;
    private static final double MOST_OF_SMALL = 3;
    private static final double MOST_OF_EMPTY = 1.5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final List<String> FILTERS = List.of(
            "",
            "status=AVAILABLE",
            "status=RESERVED",
            "allocation=UNALLOCATED",
            "allocation=OCCUPIER",
            "allocatedTo=acorn",
            "allocatedTo=OCCUPIER:nobody",
            "mainNumber=false",
            "locked=true",
            "inProgress=true",
            "kind=DIRECT",
            "search=0",
            "search=299",
            "search=020+7000",
            "explain=true");

    private static final List<String> EVERYWHERE = List.of(
            "/api/parties/OCCUPIER/acorn/phone-numbers?limit=100",
            "/api/phone-numbers?limit=100&search=020+7000+2999",
            "/api/phone-numbers?limit=100&search=acorn");

    private final HttpClient http = HttpClient.newHttpClient();
    private final MeasuredWorker worker;
    private final List<String> broken = new ArrayList<>();
    private int sent;

    private QueryMeasurement(LosableRegistry registry) throws Exception {
        worker = new MeasuredWorker(registry, PARTITIONS, List.of("-Xmx512m"), List.of());
    }

    /** Takes some minutes, and prints a line for each measurement. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("ringfence-query-registry");
        List<String> broken;
        try (LosableRegistry registry = LosableRegistry.start(directory);
                QueryMeasurement measurement = new QueryMeasurement(registry)) {
            measurement.provision("large", 70_000_000, LARGE);
            measurement.provision("small", 71_000_000, SMALL);
            measurement.awaitDecided();
            measurement.use("large", 70_000_000);
            measurement.use("small", 71_000_000);
            measurement.awaitDecided();
            measurement.run();
            broken = measurement.broken;
        }
        broken.forEach(System.out::println);
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private void provision(String site, int first, int count) {
        for (int i = 0; i < count; i++) {
            send(Requests.provision(number(first + i)).withSiteId(site));
        }
    }

    /** Once they are there: what goes by another topic may overtake. */
    private void use(String site, int first) {
        for (int i = 0; i < PARTY; i++) {
            send(Requests.allocate(number(first + i), Requests.ACORN).withSiteId(site));
            send(Requests.of(Action.LOCK, number(first + PARTY + i)).withSiteId(site));
        }
    }

    private void send(ActionRequest request) {
        worker.send(request);
        sent++;
    }

    private static String number(int number) {
        return "+4420%08d".formatted(number);
    }

    private void awaitDecided() {
        worker.flush();
        try (KafkaConsumer<byte[], byte[]> decided = worker.consumer(Topics.STATE_CHANGES)) {
            for (int read = 0; read < sent; ) {
                read += decided.poll(Duration.ofMillis(100)).count();
            }
        }
        await().atMost(PATIENCE).until(() -> get(page("large", "")).body().contains("\"total\":" + LARGE));
    }

    private void run() {
        for (int round = 0; round < 2; round++) {
            boolean measured = round == 1;
            for (String filter : FILTERS) {
                compare(page("small", filter), page("large", filter), bound(filter), measured);
            }
            compareToNothing(measured);
            EVERYWHERE.forEach(path -> alone(worker.url().resolve(path), measured));
        }
    }

    /** What is searched for may be in any number. */
    private static double bound(String filter) {
        return filter.startsWith("search") ? Double.POSITIVE_INFINITY : MOST_OF_SMALL;
    }

    private static String page(String site, String filter) {
        return "/api/sites/" + site + "/phone-numbers?limit=100&" + filter;
    }

    private void compareToNothing(boolean measured) {
        try (ApplicationContext context = ApplicationContext.run(
                Map.of("measurement.empty", true, "micronaut.server.port", -1, "kafka.enabled", false))) {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            compare(
                    server.getURI().resolve("/empty"),
                    worker.url().resolve("/api/phone-numbers/" + number(70_000_100)),
                    MOST_OF_EMPTY,
                    measured);
        }
    }

    private void alone(URI uri, boolean measured) {
        long[] nanos = new long[SAMPLES_ALONE];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = nanos(uri);
        }
        Arrays.sort(nanos);
        if (measured) {
            System.out.printf("%s: p50 %.2f ms%n", uri, nanos[nanos.length / 2] / 1e6);
        }
    }

    private void compare(String first, String second, double most, boolean measured) {
        compare(worker.url().resolve(first), worker.url().resolve(second), most, measured);
    }

    /** In turns, so that what else goes on here befalls both. */
    private void compare(URI first, URI second, double most, boolean measured) {
        long[] ofFirst = new long[SAMPLES];
        long[] ofSecond = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            ofFirst[i] = nanos(first);
            ofSecond[i] = nanos(second);
        }
        Arrays.sort(ofFirst);
        Arrays.sort(ofSecond);
        double ratio = (double) ofSecond[SAMPLES / 2] / ofFirst[SAMPLES / 2];
        if (measured) {
            String line = "%s: p50 %.2f ms, beside it %.2f ms: %.2f"
                    .formatted(second, ofSecond[SAMPLES / 2] / 1e6, ofFirst[SAMPLES / 2] / 1e6, ratio);
            System.out.println(line);
            if (ratio > most) {
                broken.add("Above " + most + ": " + line);
            }
        }
    }

    private long nanos(URI uri) {
        long begin = System.nanoTime();
        HttpResponse<String> response = get(uri);
        long nanos = System.nanoTime() - begin;
        if (response.statusCode() != 200) {
            throw new IllegalStateException(uri + ": " + response.body());
        }
        return nanos;
    }

    private HttpResponse<String> get(String path) {
        return get(worker.url().resolve(path));
    }

    private HttpResponse<String> get(URI uri) {
        try {
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
