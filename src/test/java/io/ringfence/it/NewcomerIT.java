package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.StateChange;
import io.ringfence.readme.Example;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.WorkerProcess;
import io.ringfence.support.requests.Requests;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of the README, minus Maven: first start, kill at full load, restart, orderly stop. */
class NewcomerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SAMPLE_NUMBERS = 180;
    private static final int LOAD_NUMBERS = 100;
    private static final int ROUNDS = 40;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void survivesAKillAtFullLoadAndStopsInGoodOrder(@TempDir Path directory) throws Exception {
        WorkerProcess.Home home = WorkerProcess.Home.in(directory);
        List<ActionRequest> acknowledged;
        try (WorkerProcess first = WorkerProcess.start(home)) {
            assertSampleEstate(home);
            assertPagesShowWhatIsAnswered(home);
            acknowledged = killAtFullLoad(first, home);
        }
        try (WorkerProcess second = WorkerProcess.start(home);
                Client client = new Client(home.bootstrapServers(), home.registryUrl())) {
            assertEachHasItsOneOutcome(client, acknowledged);
            assertUnbrokenVersions(client.outcomes(StateChange.class::isInstance));
            assertListingEqualsTheChanges(home, client);
            assertThat(second.stop()).as("exit status after SIGTERM").isEqualTo(143);
        }
    }

    @Test
    @Tag("long")
    void startsAgainWithoutAComplaintAfterAnOrderlyStop(@TempDir Path directory) throws Exception {
        WorkerProcess.Home home = WorkerProcess.Home.in(directory);
        try (WorkerProcess first = WorkerProcess.start(home)) {
            first.stop();
        }
        try (WorkerProcess second = WorkerProcess.start(home)) {
            assertThat(second.output()).doesNotContain("not stopped in good order", "Exception");
            assertSampleEstate(home);
        }
    }

    /** Returns the requests that the broker had said it has. */
    private static List<ActionRequest> killAtFullLoad(WorkerProcess worker, WorkerProcess.Home home)
            throws InterruptedException {
        Map<ActionRequest, Future<RecordMetadata>> published = new LinkedHashMap<>();
        try (Client client = new Client(home.bootstrapServers(), home.registryUrl())) {
            load().forEach(request -> published.put(request, client.publishSoon(request)));
            await().atMost(PATIENCE).until(() -> decided(client) > LOAD_NUMBERS * ROUNDS / 8);
            worker.kill();
            long decided = decided(client);
            List<ActionRequest> acknowledged = published.entrySet().stream()
                    .filter(request -> isAcknowledged(request.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(decided).as("decided when it was killed").isLessThan(acknowledged.size());
            return acknowledged;
        }
    }

    private static boolean isAcknowledged(Future<RecordMetadata> published) {
        return published.isDone() && !published.isCancelled() && succeeded(published);
    }

    private static boolean succeeded(Future<RecordMetadata> published) {
        try {
            return published.get() != null;
        } catch (ExecutionException | InterruptedException e) {
            return false;
        }
    }

    private static long decided(Client client) {
        return client.outcomes(outcome -> true).size();
    }

    @Test
    void takenPortIsOneLineThatNamesPortAndSetting(@TempDir Path directory) throws Exception {
        WorkerProcess.Home home = WorkerProcess.Home.in(directory);
        Map<Integer, String> settings = Map.of(
                home.workerPort(), "micronaut.server.port",
                home.brokerPort(), "ringfence.embedded.broker-port",
                home.registryPort(), "ringfence.embedded.registry-port");
        for (Map.Entry<Integer, String> setting : settings.entrySet()) {
            try (ServerSocket taken = new ServerSocket(setting.getKey());
                    WorkerProcess worker = WorkerProcess.launch(home)) {
                assertThat(worker.awaitExit()).isEqualTo(1);
                assertThat(worker.output().strip())
                        .hasLineCount(1)
                        .contains("Port " + taken.getLocalPort() + " is taken", setting.getValue());
            }
        }
    }

    private void assertPagesShowWhatIsAnswered(WorkerProcess.Home home) throws Exception {
        for (Example example : Example.all()) {
            HttpRequest request = example.request(URI.create("http://127.0.0.1:" + home.workerPort()));
            if (example.isStream()) {
                try (Stream<String> lines =
                        http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
                    example.check(example.beginning(lines));
                }
            } else {
                example.check(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            }
        }
    }

    private void assertSampleEstate(WorkerProcess.Home home) throws Exception {
        JsonNode sites = get(home, "/api/sites").path("sites");
        assertThat(sites).hasSize(3);
        Map<String, Long> statuses = new HashMap<>();
        sites.forEach(site -> site.path("statuses")
                .fields()
                .forEachRemaining(
                        count -> statuses.merge(count.getKey(), count.getValue().asLong(), Long::sum)));
        assertThat(statuses).containsOnlyKeys("AVAILABLE", "RESERVED", "ACTIVE", "ASSIGNED", "COOLDOWN");
        assertThat(statuses.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(SAMPLE_NUMBERS);
        int locked = 0;
        for (JsonNode site : sites) {
            locked += get(home, "/api/sites/" + site.path("siteId").asText() + "/phone-numbers?locked=true")
                    .path("matched")
                    .asInt();
        }
        assertThat(locked).isEqualTo(2);
    }

    private static List<ActionRequest> load() {
        List<String> numbers = IntStream.range(0, LOAD_NUMBERS)
                .mapToObj(i -> "+4420794%05d".formatted(90_000 + i))
                .toList();
        List<ActionRequest> load = new ArrayList<>();
        numbers.forEach(number -> load.add(Requests.provision(number).withSiteId("load")));
        for (int round = 0; round < ROUNDS; round++) {
            Action action = round % 2 == 0 ? Action.LOCK : Action.UNLOCK;
            numbers.forEach(number -> load.add(Requests.of(action, number).withSiteId("load")));
        }
        return load;
    }

    private static void assertEachHasItsOneOutcome(Client client, List<ActionRequest> load) {
        Set<UUID> asked = load.stream().map(ActionRequest::requestId).collect(Collectors.toSet());
        await().atMost(PATIENCE)
                .until(() ->
                        ids(client).stream().filter(asked::contains).distinct().count() == asked.size());
        List<UUID> answered = ids(client).stream().filter(asked::contains).toList();
        assertThat(answered).doesNotHaveDuplicates().hasSameSizeAs(asked);
    }

    private static List<UUID> ids(Client client) {
        return client.outcomes(outcome -> Requests.idOf(outcome) != null).stream()
                .map(Requests::idOf)
                .toList();
    }

    private static void assertUnbrokenVersions(List<Outcome> outcomes) {
        Map<String, StateChange> latest = new HashMap<>();
        for (Outcome outcome : outcomes) {
            StateChange change = (StateChange) outcome;
            StateChange before = latest.put(change.phoneNumber(), change);
            assertThat(change.version()).isEqualTo(before == null ? 1 : before.version() + 1);
            assertThat(change.before()).isEqualTo(before == null ? null : before.after());
        }
    }

    private void assertListingEqualsTheChanges(WorkerProcess.Home home, Client client) throws Exception {
        Map<String, Long> versions = new HashMap<>();
        client.outcomes(StateChange.class::isInstance).stream()
                .map(StateChange.class::cast)
                .filter(change -> change.siteId().equals("load"))
                .forEach(change -> versions.put(change.phoneNumber(), change.version()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Long> listed = new HashMap<>();
            get(home, "/api/sites/load/phone-numbers")
                    .path("phoneNumbers")
                    .forEach(row -> listed.put(
                            row.path("phoneNumber").asText(),
                            row.path("version").asLong()));
            assertThat(listed).isEqualTo(versions);
        });
    }

    private JsonNode get(WorkerProcess.Home home, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(home.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
