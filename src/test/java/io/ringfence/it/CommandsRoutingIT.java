package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Group;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two workers, each with a part of the partitions: whichever is asked, it is asked for once and tried alike. */
@OnPlatform
class CommandsRoutingIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";

    private static Group group;

    private final String siteId = "commands-" + UUID.randomUUID();
    private final List<String> numbers =
            Stream.generate(Numbers::next).limit(12).toList();

    @BeforeAll
    static void start(Platform platform) throws Exception {
        group = Group.start(platform);
    }

    @AfterAll
    static void stop() throws Exception {
        group.close();
    }

    @Test
    void theSameIdAtBothAtOnceHasOneOutcomeAndOneAnswer() {
        try (Client client = group.client()) {
            for (String number : numbers) {
                UUID id = UUID.randomUUID();
                String request =
                        request("PROVISION", ",\"requestId\":\"" + id + "\",\"details\":{\"kind\":\"DIRECT\"}");
                List<JsonNode> answers = asked(number, "?waitMs=30000", request);

                assertThat(answers.get(0).path("status").asText()).isEqualTo("ACCEPTED");
                assertThat(answers.get(0)).isEqualTo(answers.get(1));
                client.outcome(id);
                assertThat(client.outcomes(outcome -> outcome.phoneNumber().equals(number)))
                        .hasSize(1);
            }
        }
    }

    @Test
    void bothTellTheSameOfADryRun() {
        String provision = request("PROVISION", ",\"details\":{\"kind\":\"DIRECT\"}");
        String allocate =
                request("ALLOCATE", ",\"allocateTo\":{\"type\":\"OCCUPIER\",\"id\":\"acorn\",\"name\":\"Acorn\"}");
        for (String number : numbers) {
            asked(number, "?waitMs=30000", provision);
            asked(number, "?waitMs=30000", allocate);
        }
        String holder = numbers.get(0);
        String nominate = request("NOMINATE_MAIN_NUMBER", "");
        asked(holder, "?waitMs=30000", nominate);

        for (String number : numbers.subList(1, numbers.size())) {
            assertThat(asked(number, "?dryRun=true", nominate)).allSatisfy(tried -> {
                assertThat(tried.path("code").asText()).isEqualTo("PARTY_HAS_MAIN_NUMBER");
                assertThat(tried.path("heldBy").asText()).isEqualTo(holder);
            });
        }
    }

    @Test
    void ordersAndFilesAreTakenByBoth() {
        List<String> imported = Stream.generate(Numbers::next).limit(60).toList();
        String file = "Phone number\n"
                + imported.stream().map(number -> number + "\n").collect(Collectors.joining());
        String path = "/api/sites/" + siteId;
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(both(path + "/phone-numbers.csv?dryRun=true", "text/csv", file))
                        .allSatisfy(preview ->
                                assertThat(preview.path("accepted").asInt()).isEqualTo(60)));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(both(path + "/phone-numbers.csv", "text/csv", file))
                        .allSatisfy(answer ->
                                assertThat(answer.path("accepted").asInt()).isEqualTo(60)));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> json(group.first().answer(path + "/phone-numbers"))
                                .path("total")
                                .asInt()
                        == 60);

        String order = "{\"type\":\"ADD\",\"orderId\":\"" + UUID.randomUUID()
                + "\",\"quantity\":3,\"requestedBy\":\"desk\","
                + "\"party\":{\"type\":\"OCCUPIER\",\"id\":\"acorn\",\"name\":\"Acorn\"}}";
        List<JsonNode> tried = both(path + "/voice-service-orders?dryRun=true", JSON_TYPE, order);
        List<JsonNode> ordered = both(path + "/voice-service-orders?waitMs=30000", JSON_TYPE, order);
        assertThat(ordered.get(0)).isEqualTo(ordered.get(1));
        assertThat(tried).allSatisfy(answer -> assertThat(answer.path("phoneNumbers"))
                .isEqualTo(ordered.get(0).path("phoneNumbers")));
    }

    private String request(String action, String more) {
        return "{\"action\":\"%s\",\"siteId\":\"%s\",\"requestedBy\":\"desk\"%s}".formatted(action, siteId, more);
    }

    private static List<JsonNode> asked(String number, String query, String request) {
        return both("/api/phone-numbers/" + number + "/requests" + query, JSON_TYPE, request);
    }

    private static List<JsonNode> both(String path, String type, String body) {
        List<CompletableFuture<HttpResponse<String>>> sent =
                group.members().map(member -> member.post(path, type, body)).toList();
        return sent.stream()
                .map(CompletableFuture::join)
                .map(CommandsRoutingIT::json)
                .toList();
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
