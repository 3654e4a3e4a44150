package io.ringfence.api.number;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.domain.Status;
import io.ringfence.support.api.ApiServer;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked for in JSON is read strictly, and can be tried; what comes of it, {@code CommandsIT} tells. */
class AskTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String PATH = "/api/phone-numbers/+442079460001/requests";

    @BeforeEach
    void listNumbers() {
        API.readModel()
                .site(
                        "london-1",
                        number(1).held(Status.RESERVED, ACME).build(),
                        number(2).held(Status.RESERVED, ACME).main().build());
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("", "no body"),
                Arguments.of("{", "no JSON object, or one that repeats a property, at line 1"),
                Arguments.of("{\"action\":NaN}", "no JSON"),
                Arguments.of("[".repeat(2_000), "no JSON"),
                Arguments.of(
                        "{\"action\":\"LOCK\",\"expectedVersion\":9223372036854775808}",
                        "expectedVersion is out of range; allowed: a whole number."),
                Arguments.of("[]", "no JSON object"),
                Arguments.of("{} {}", "no JSON"),
                Arguments.of("{\"action\":\"LOCK\",\"action\":\"LOCK\"}", "no JSON"),
                Arguments.of("{\"action\":\"LOCK\",\"who\":\"me\"}", "Unknown property who; known: action, "),
                Arguments.of(
                        "{\"action\":\"LOCK\",\"details\":{\"colour\":\"red\"}}", "Unknown property details.colour"),
                Arguments.of(
                        "{\"action\":\"LOCK\",\"phoneNumber\":\"+442079460001\"}",
                        "phoneNumber: it stands in the path"),
                Arguments.of("{\"action\":\"PAINT\"}", "action is \"PAINT\"; allowed: PROVISION, WITHDRAW, "),
                Arguments.of("{\"action\":\"UNKNOWN\"}", "action is missing or unknown; allowed: PROVISION, "),
                Arguments.of("{\"action\":3}", "action is \"3\"; allowed: PROVISION, "),
                Arguments.of("{}", "action is missing or unknown; allowed: PROVISION, "),
                Arguments.of("{\"action\":\"LOCK\",\"requestId\":\"17\"}", "requestId is \"17\"; allowed: a UUID."),
                Arguments.of("{\"action\":\"LOCK\",\"requestId\":17}", "requestId is \"17\"; allowed: a UUID."),
                Arguments.of("{\"action\":\"LOCK\",\"siteId\":7}", "siteId is \"7\"; allowed: a text."),
                Arguments.of(
                        "{\"action\":\"LOCK\",\"expectedVersion\":\"7\"}",
                        "expectedVersion is of another type; allowed: a whole number."),
                Arguments.of("{\"action\":\"LOCK\",\"expectedVersion\":1.5}", "expectedVersion"),
                Arguments.of(
                        "{\"action\":\"LOCK\",\"coolingOffDate\":\"31/12/2026\"}",
                        "coolingOffDate is \"31/12/2026\"; allowed: a date, YYYY-MM-DD."),
                Arguments.of("{\"action\":\"LOCK\",\"coolingOffDate\":[2026,12,31]}", "coolingOffDate"),
                Arguments.of(
                        "{\"action\":\"ALLOCATE\",\"allocateTo\":\"acme\"}",
                        "allocateTo is of another type; allowed: an object."),
                Arguments.of(
                        "{\"action\":\"ALLOCATE\",\"allocateTo\":{\"type\":\"TENANT\"}}",
                        "allocateTo.type is \"TENANT\"; allowed: OPERATOR, OCCUPIER."));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesByName(String body, String why) {
        HttpResponse<String> response = API.post(PATH, body);

        JsonNode problem = ApiServer.problem(response, 400, "Bad Request", PATH);
        assertThat(problem.path("detail").textValue())
                .contains(why)
                .endsWith(".")
                .doesNotContain("jackson", "Feature", "Exception", "[Source");
    }

    @Test
    void refusesAMalformedNumber() {
        HttpResponse<String> response = API.post("/api/phone-numbers/0207/requests", "{\"action\":\"LOCK\"}");

        ApiServer.problem(response, 400, "Bad Request", "/api/phone-numbers/0207/requests");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        HttpResponse<String> response = API.post(PATH, "{\"requestedBy\":\"" + "x".repeat(1024 * 1024) + "\"}");

        assertThat(ApiServer.problem(response, 413, "Request Entity Too Large", PATH)
                        .path("detail")
                        .textValue())
                .contains("allowed: 65536");
    }

    @Test
    void refusesAFormSoThatNoPageElsewhereCanPost() {
        HttpResponse<String> response = API.send(
                "POST", java.net.http.HttpRequest.BodyPublishers.ofString("{}"), PATH, "Content-Type", "text/plain");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(API.send("POST", java.net.http.HttpRequest.BodyPublishers.ofString("{}"), PATH)
                        .statusCode())
                .as("no type at all")
                .isEqualTo(415);
        assertThat(API.send(
                                "POST",
                                java.net.http.HttpRequest.BodyPublishers.ofString("{}"),
                                PATH,
                                "Content-Type",
                                "garbage")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void tellsToComeBackWhereTheBrokersDoNotTakeIt() {
        String id = "7c3f9d4e-0000-4000-8000-000000000001";
        HttpResponse<String> response = API.post(
                PATH,
                "{\"requestId\":\"" + id
                        + "\",\"action\":\"ACTIVATE\",\"siteId\":\"london-1\",\"requestedBy\":\"me\"}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        JsonNode problem = ApiServer.tree(response.body());
        assertThat(problem.path("requestId").textValue()).isEqualTo(id);
        assertThat(problem.path("detail").textValue()).contains("safe to ask again");
    }

    @Test
    void triesWhatWouldBeAccepted() {
        JsonNode answer = tried("{\"action\":\"ACTIVATE\",\"siteId\":\"london-1\",\"requestedBy\":\"me\"}");

        assertThat(answer.path("dryRun").booleanValue()).isTrue();
        assertThat(answer.path("status").textValue()).isEqualTo("ACCEPTED");
        assertThat(answer.at("/before/status").textValue()).isEqualTo("RESERVED");
        assertThat(answer.at("/after/status").textValue()).isEqualTo("ACTIVE");
    }

    @Test
    void triesWhatWouldBeRejected() {
        JsonNode answer = tried("{\"action\":\"ACTIVATE\",\"siteId\":\"london-1\"}");

        assertThat(answer.path("status").textValue()).isEqualTo("REJECTED");
        assertThat(answer.path("code").textValue()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.path("message").textValue()).isEqualTo("requestedBy is missing.");
    }

    /** The number cannot know: its site does. */
    @Test
    void triesAClaimAtTheSite() {
        JsonNode answer = tried("{\"action\":\"NOMINATE_MAIN_NUMBER\",\"siteId\":\"london-1\",\"requestedBy\":\"me\"}");

        assertThat(answer.path("status").textValue()).isEqualTo("REJECTED");
        assertThat(answer.path("code").textValue()).isEqualTo("PARTY_HAS_MAIN_NUMBER");
        assertThat(answer.path("heldBy").textValue()).isEqualTo("+442079460002");
        assertThat(answer.path("allowedActions"))
                .extracting(JsonNode::textValue)
                .containsExactly("NOMINATE_MAIN_NUMBER", "DEALLOCATE", "ACTIVATE");
    }

    private static JsonNode tried(String body) {
        HttpResponse<String> response = API.post(PATH + "?dryRun=true", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ApiServer.tree(response.body());
    }
}
