package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.ops.Worker;
import io.ringfence.support.monitoring.Monitoring;
import io.ringfence.support.monitoring.Scrape;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker under load, and what it says of it to Prometheus. */
@OnPlatform
class MetricsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NUMBERS = 200;
    private static final int ALLOCATED = 50;
    private static final int REFUSED = 30;
    private static final int ORDERED = 4;
    private static final int DECIDED = NUMBERS + ALLOCATED + REFUSED + 1;
    private static final Party BLUEBELL = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");
    private static final Party CEDAR = new Party(PartyType.OCCUPIER, "cedar", "Cedar & Sons");

    private static OwnCluster cluster;
    private static ApplicationContext worker;
    private static URI url;
    private static Scrape scrape;

    @BeforeAll
    static void load(Platform platform, @TempDir Path directory) throws Exception {
        cluster = OwnCluster.start(platform.registryUrl());
        cluster.createTopics();
        worker = cluster.startWorker(directory.resolve("state"), Map.of("ringfence.fulfilment.actions", "ACTIVATE"));
        worker.getBean(Worker.class).awaitRunning();
        url = worker.getBean(EmbeddedServer.class).getURI();
        try (Client client = new Client(cluster.bootstrapServers(), platform.registryUrl())) {
            send(client);
        }
        scrape = await().atMost(PATIENCE).until(MetricsIT::scrape, MetricsIT::isAtRest);
    }

    private static void send(Client client) {
        List<String> numbers =
                IntStream.range(0, NUMBERS).mapToObj(i -> Numbers.next()).toList();
        List<ActionRequest> allocations = numbers.subList(0, ALLOCATED).stream()
                .map(number -> Requests.allocate(number, Requests.ACORN))
                .toList();
        List<ActionRequest> refused = numbers.subList(0, REFUSED).stream()
                .map(number -> Requests.of(Action.UNASSIGN_USER, number))
                .toList();
        ActionRequest rerouted = Requests.of(Action.DEACTIVATE, numbers.get(1));
        ActionRequest waiting = Requests.of(Action.ACTIVATE, numbers.get(0));
        VoiceServiceOrder reserved = Orders.addReserved(BLUEBELL, ORDERED, false);
        VoiceServiceOrder open = Orders.add(CEDAR, 1);

        client.publishAll(numbers.stream().map(Requests::provision).toList());
        client.publishAll(allocations);
        client.publish(allocations.get(0));
        client.publishAll(refused);
        client.publish(toTheWrongPartition(client, rerouted));
        client.publish(new ProducerRecord<>(Topics.ACTIONS.name(), Client.bytes(numbers.get(0)), new byte[] {1}));
        client.publish(new ProducerRecord<>(Topics.ORDERS.name(), Client.bytes(Requests.SITE), null));
        client.publish(waiting);
        client.publish(reserved);
        client.publish(reserved);
        client.publish(open);
        refused.forEach(client::outcome);
        client.outcome(rerouted);
        client.outcome(reserved);
    }

    private static ProducerRecord<byte[], byte[]> toTheWrongPartition(Client client, ActionRequest request) {
        int owner = new Partitions(OwnCluster.PARTITIONS).owner(request.phoneNumber());
        return new ProducerRecord<>(
                Client.topic(request),
                (owner + 1) % OwnCluster.PARTITIONS,
                Client.bytes(request.phoneNumber()),
                client.encoded(request));
    }

    /** What was asked last, of numbers and of the site, waits for the voice platform. */
    private static boolean isAtRest(Scrape scrape) {
        return scrape.sum("ringfence_changes_in_progress") == 2
                && scrape.names().contains("kafka_consumer_fetch_manager_records_lag");
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
        cluster.close();
    }

    @Test
    void decisionsAreThoseOfWhatWasSent() {
        assertThat(decided("REQUEST", "ACCEPTED"))
                .isEqualTo(Map.of("PROVISION", (double) NUMBERS, "ALLOCATE", (double) ALLOCATED));
        assertThat(decided("REQUEST", "INVALID_STATUS"))
                .isEqualTo(Map.of("UNASSIGN_USER", (double) REFUSED, "DEACTIVATE", 1.0));
        assertThat(decided("ORDER", "ACCEPTED")).isEqualTo(Map.of("ALLOCATE", ORDERED + 1.0));
        assertThat(scrape.by("source", "ringfence_decisions_total", Map.of()))
                .as("refused to orders is what their site had not heard of")
                .containsEntry("REQUEST", (double) DECIDED)
                .doesNotContainKey("TIME");
    }

    private static Map<String, Double> decided(String source, String code) {
        return scrape.by("action", "ringfence_decisions_total", Map.of("source", source, "code", code));
    }

    @Test
    void everyDecidedRequestHasTakenItsTime() {
        assertThat(scrape.by("waited_for", "ringfence_decision_seconds_count", Map.of()))
                .isEqualTo(Map.of("NOBODY", (double) DECIDED));
        assertThat(scrape.all("ringfence_decision_seconds_bucket", Map.of("waited_for", "NOBODY")))
                .extracting(Scrape.Series::value)
                .as("in buckets that hold those of the ones before")
                .isSorted()
                .endsWith((double) DECIDED)
                .hasSizeGreaterThan(10);
        assertThat(scrape.sum("ringfence_decision_seconds_sum")).isPositive();
    }

    @Test
    void whatIsNotDecidedIsCountedByItsTopic() {
        assertThat(scrape.by("topic", "ringfence_dead_letters_total", Map.of()))
                .isEqualTo(Map.of(Topics.ACTIONS.name(), 1.0, Topics.ORDERS.name(), 1.0));
        assertThat(scrape.by("topic", "ringfence_duplicates_total", Map.of()))
                .isEqualTo(Map.of(Topics.ACTIONS.name(), 1.0, Topics.ORDERS.name(), 1.0));
        assertThat(scrape.by("topic", "ringfence_rerouted_total", Map.of()))
                .isEqualTo(Map.of(Topics.ACTIONS.name(), 1.0));
    }

    @Test
    void whatIsOpenIsThereWithItsAge() {
        assertThat(scrape.by("waits_for", "ringfence_changes_in_progress", Map.of()))
                .isEqualTo(Map.of("FULFILMENT", 2.0));
        assertThat(scrape.by("waits_for", "ringfence_changes_in_progress_oldest_age_seconds", Map.of()))
                .hasEntrySatisfying("FULFILMENT", MetricsIT::isAge)
                .hasSize(1);
        assertThat(scrape.sum("ringfence_orders_open")).isOne();
        isAge(scrape.sum("ringfence_orders_open_oldest_age_seconds"));
    }

    private static void isAge(double seconds) {
        assertThat(seconds).isPositive().isLessThan(PATIENCE.multipliedBy(2).toSeconds());
    }

    @Test
    void numbersAreThoseOfTheListing() {
        int reserved = ALLOCATED + ORDERED + 1;
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        scrape().by("status", "ringfence_numbers", Map.of("site", Requests.SITE)))
                .isEqualTo(Map.of("AVAILABLE", (double) NUMBERS - reserved, "RESERVED", (double) reserved)));
    }

    @Test
    void noSeriesIsThereTwiceAndAllAreBounded() {
        assertThat(scrape.series())
                .extracting(series -> series.name() + series.labels())
                .doesNotHaveDuplicates();
        assertThat(scrape.series()).hasSizeLessThan(1_200);
    }

    @Test
    void pathsThatNobodyHasNamedMakeNoSeries() {
        Stream.of(
                        "/api/sites/" + Requests.SITE,
                        "/api/sites/no-such-site/phone-numbers",
                        "/nothing/here",
                        "/assets/nothing-here.js",
                        "/api/phone-numbers/not-a-number")
                .forEach(path -> get(path, "*/*"));

        assertThat(scrape().all("http_server_requests_seconds_count", Map.of()))
                .extracting(series -> series.labels().get("uri"))
                .contains("/prometheus", "/api/sites/{siteId}", "NOT_FOUND")
                .noneMatch(uri -> uri.contains(Requests.SITE) || uri.contains("here") || uri.contains("not-a-number"));
    }

    /** The first pause of the garbage collector may be still to come. */
    @Test
    void whatDashboardAndAlertsAskForIsThere() throws IOException {
        Set<String> asked = Stream.concat(
                        Monitoring.queriesOfDashboard().stream(),
                        Monitoring.alerts().stream().map(Monitoring.Alert::query))
                .flatMap(Monitoring::metrics)
                .collect(Collectors.toSet());

        assertThat(asked).hasSizeGreaterThan(30);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scrape().names()).containsAll(asked));
    }

    @Test
    void everyFigureOfOursIsOnThePage() throws IOException {
        assertThat(Monitoring.metricsOnPage())
                .containsExactlyInAnyOrderElementsOf(scrape.names().stream()
                        .filter(name -> name.startsWith("ringfence_"))
                        .map(name -> name.replaceFirst("^(ringfence_decision_seconds)_.*", "$1"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void topologyIsTheRunningOne() throws IOException {
        JsonNode topology = new ObjectMapper().readTree(get("/api/topology", "application/json, */*"));
        String description = worker.getBean(Topology.class).describe().toString();

        assertThat(topology.path("state").asText()).isEqualTo("RUNNING");
        assertThat(topology.findValue("host"))
                .as("where it is, is its neighbours' business")
                .isNull();
        assertThat(topology.path("active")).hasSize(3 * OwnCluster.PARTITIONS);
        assertThat(topology.path("active").findValues("topicPartitions"))
                .anySatisfy(read -> assertThat(read.toString()).contains("\"phone-number-actions-1\""));
        assertThat(topology.path("standby")).isEmpty();
        assertThat(topology.path("subtopologies")).hasSize(3);
        assertThat(topology.path("subtopologies").findValuesAsText("name"))
                .allMatch(description::contains)
                .contains("decision", "site", "rerouted-sink");
        assertThat(topology.path("description").asText()).isEqualTo(description);
        assertThat(get("/api/topology", "text/plain")).isEqualTo(description);
    }

    private static Scrape scrape() {
        return Scrape.parse(get("/prometheus", "text/plain"));
    }

    private static String get(String path, String accept) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .header("Accept", accept)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
