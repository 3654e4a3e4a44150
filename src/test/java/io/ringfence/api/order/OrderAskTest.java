package io.ringfence.api.order;

import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.support.api.ApiServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order in JSON is read strictly, and can be tried; what comes of it, {@code CommandsIT} tells. */
class OrderAskTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final String PATH = "/api/sites/london-1/voice-service-orders";
    private static final String PARTY = "\"party\":{\"type\":\"OCCUPIER\",\"id\":\"acme\",\"name\":\"Acme\"}";

    @BeforeEach
    void listNumbers() {
        API.readModel()
                .site(
                        "london-1",
                        number(1).build(),
                        number(2).build(),
                        number(3).main().build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\":\"SWAP\"}                       | type is \"SWAP\"; allowed: ADD, CEASE.",
                "{\"type\":\"ADD\",\"siteId\":\"london-1\"} | siteId: it stands in the path",
                "{\"type\":\"ADD\",\"quantity\":\"3\"}      | quantity is of another type; allowed: a whole number.",
                "{\"type\":\"ADD\",\"activate\":\"yes\"}    | activate",
                "{\"type\":\"ADD\",\"phoneNumbers\":7}      | phoneNumbers is of another type; allowed: a list.",
                "{\"type\":\"ADD\",\"phoneNumbers\":[null]} | phoneNumbers",
                "{\"type\":\"ADD\",\"numbers\":3}           | Unknown property numbers; known: activate, "
            })
    void refusesByName(String body, String why) {
        JsonNode problem = ApiServer.problem(API.post(PATH, body), 400, "Bad Request", PATH);

        assertThat(problem.path("detail").textValue()).contains(why);
    }

    @Test
    void refusesWhatIsNoSite() {
        assertThat(API.post("/api/sites/london%201/voice-service-orders", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThat(API.get(PATH + "/17").statusCode()).isEqualTo(400);
        assertThat(API.get(PATH + "/7c3f9d4e-0000-4000-8000-000000000001").statusCode())
                .isEqualTo(404);
    }

    @Test
    void triesWhichNumbersItWouldTake() {
        JsonNode answer =
                tried("{\"type\":\"ADD\"," + PARTY + ",\"quantity\":2,\"withMainNumber\":true,\"requestedBy\":\"me\"}");

        assertThat(answer.path("dryRun").booleanValue()).isTrue();
        assertThat(answer.path("status").textValue()).isEqualTo("FULFILLED");
        assertThat(answer.path("phoneNumbers"))
                .extracting(JsonNode::textValue)
                .containsExactly("+442079460001", "+442079460002", "+442079460003");
        assertThat(answer.path("mainNumber").textValue()).isEqualTo("+442079460003");
    }

    @Test
    void triesWhatRunsShort() {
        JsonNode answer = tried("{\"type\":\"ADD\"," + PARTY + ",\"quantity\":3,\"requestedBy\":\"me\"}");

        assertThat(answer.path("status").textValue()).isEqualTo("REJECTED");
        assertThat(answer.path("code").textValue()).isEqualTo("INSUFFICIENT_NUMBERS");
        assertThat(answer.path("message").textValue()).contains("3").contains("2");
    }

    private static JsonNode tried(String body) {
        HttpResponse<String> response = API.post(PATH + "?dryRun=true", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ApiServer.tree(response.body());
    }
}
