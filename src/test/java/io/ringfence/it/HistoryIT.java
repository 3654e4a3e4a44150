package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.StateChange;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The past of a running worker, as soon as it is past. */
@OnPlatform
class HistoryIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Client client;
    private final String siteId = "history-" + UUID.randomUUID();

    HistoryIT(Platform platform, Client client) {
        url = platform.url();
        this.client = client;
    }

    @Test
    void tellsOfANumbersLivesAtAllSites() throws Exception {
        String number = Numbers.next();
        String elsewhere = siteId + "-2";
        List<StateChange> changes = new ArrayList<>();
        for (ActionRequest request : List.of(
                Requests.provision(number).withSiteId(siteId),
                Requests.of(Action.LOCK, number).withSiteId(siteId).withReason("Being ported"),
                Requests.of(Action.UNLOCK, number).withSiteId(siteId),
                Requests.of(Action.WITHDRAW, number).withSiteId(siteId),
                Requests.provision(number).withSiteId(elsewhere),
                Requests.of(Action.WITHDRAW, number).withSiteId(elsewhere))) {
            changes.add(0, (StateChange) client.decided(request));
            assertThat(get("/api/phone-numbers/" + number + "/history?limit=1")
                            .at("/changes/0/requestId")
                            .asText())
                    .as("what has just been decided")
                    .isEqualTo(request.requestId().toString());
        }

        JsonNode history = get("/api/phone-numbers/" + number + "/history");
        assertThat(history.path("phoneNumber").asText()).isEqualTo(number);
        assertThat(history.path("next").isNull()).isTrue();
        assertThat(all(history.path("changes")))
                .extracting(change -> change.path("version").asLong())
                .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(all(history.path("changes")))
                .extracting(change -> change.path("changedAt").asText())
                .containsExactlyElementsOf(changes.stream()
                        .map(change -> change.changedAt().toString())
                        .toList());
        assertThat(history.at("/changes/4/after/lockReason").asText()).isEqualTo("Being ported");
        assertThat(history.at("/changes/0/after").isNull()).isTrue();
        assertThat(history.at("/changes/5/before").isNull()).isTrue();

        List<JsonNode> pages = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get("/api/phone-numbers/" + number + "/history?limit=4" + next);
            pages.addAll(all(page.path("changes")));
            next = page.path("next").isNull()
                    ? ""
                    : "&before=" + page.path("next").asText();
        } while (!next.isEmpty());
        assertThat(pages).isEqualTo(all(history.path("changes")));
    }

    @Test
    void tellsHowASiteWas() throws Exception {
        List<String> numbers = Stream.generate(Numbers::next).limit(3).sorted().toList();
        numbers.forEach(number -> client.decided(Requests.provision(number).withSiteId(siteId)));
        StateChange allocated = (StateChange)
                client.decided(Requests.allocate(numbers.get(1), Requests.ACORN).withSiteId(siteId));
        StateChange withdrawn = (StateChange)
                client.decided(Requests.of(Action.WITHDRAW, numbers.get(0)).withSiteId(siteId));

        JsonNode then = get(listing(allocated.changedAt().toString()));
        assertThat(then.path("total").asInt()).isEqualTo(3);
        assertThat(then.path("asOf").asText()).isEqualTo(allocated.changedAt().toString());
        assertThat(then.at("/statuses/RESERVED").asInt()).isEqualTo(1);
        assertThat(all(then.path("phoneNumbers")))
                .extracting(row -> row.path("phoneNumber").asText())
                .containsExactlyElementsOf(numbers);
        assertThat(then.at("/phoneNumbers/0/availableActions")).isEmpty();
        assertThat(get(listing(withdrawn.changedAt().toString())).path("total").asInt())
                .isEqualTo(2);
        assertThat(get(listing(allocated.changedAt().minusSeconds(3600).toString()))
                        .path("total")
                        .asInt())
                .isZero();
        JsonNode reserved = get(listing(allocated.changedAt().toString()) + "&status=RESERVED");
        assertThat(reserved.path("matched").asInt()).isEqualTo(1);
        assertThat(text("/api/sites/" + siteId + "/phone-numbers.csv?asOf=" + allocated.changedAt())
                        .lines())
                .hasSize(4);
    }

    @Test
    void whatNeverWasIsNotFound() throws Exception {
        assertThat(answer("/api/phone-numbers/" + Numbers.next() + "/history").statusCode())
                .isEqualTo(404);
        assertThat(answer("/api/sites/" + siteId + "-3/phone-numbers?asOf=2026-01-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(404);
    }

    private String listing(String moment) {
        return "/api/sites/" + siteId + "/phone-numbers?asOf=" + moment;
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path));
    }

    private String text(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = answer(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /** While the history is begun, it is 503. */
    private HttpResponse<String> answer(String path) {
        return await().until(() -> send(path), any -> any.statusCode() != 503);
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
