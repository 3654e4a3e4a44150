package io.ringfence.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecificationVersion;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.simple.SimpleHttpParameters;
import io.ringfence.api.command.Wait;
import io.ringfence.domain.Action;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.NumberHistory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the API is one, and says what the code does. What it says of answers, {@code DescriptionIT} tries. */
class ApiDescriptionTest {
    private static final String TEXT = new ApiDescription().text();
    private static final JsonNode DOCUMENT = Yaml.tree(TEXT);

    @Test
    void isOpenApi() {
        assertThat(Specifications.faults("openapi-3.0.json", SpecificationVersion.DRAFT_4, DOCUMENT))
                .isEmpty();
        assertThat(DOCUMENT.at("/info/version").asText()).matches("[0-9].*");
        assertThat(DOCUMENT.findValuesAsText("operationId"))
                .hasSizeGreaterThan(15)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+[A-Z][A-Za-z]+"), "is a verb and what it is done to");
    }

    @Test
    void refersToWhatIsThere() {
        List<String> references = DOCUMENT.findValuesAsText("$ref");

        assertThat(references)
                .isNotEmpty()
                .allMatch(reference -> DOCUMENT.at(reference.substring(1)).isObject(), "is there");
    }

    @Test
    void keepsToWhatIsForClients() {
        assertThat(DOCUMENT.path("paths").fieldNames())
                .toIterable()
                .allMatch(path -> path.startsWith("/api/") || path.startsWith("/health"));
        assertThat(TEXT).doesNotContain("UNKNOWN:", "- UNKNOWN\n");
    }

    @Test
    void namesEveryAction() {
        assertThat(DOCUMENT.at("/components/schemas/Action/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Stream.of(Action.values())
                        .filter(action -> action != Action.UNKNOWN)
                        .map(Action::name)
                        .toList());
    }

    /** What stands in the code and once more in the description. */
    @Test
    void saysHowMuchMayBeAskedFor() {
        assertThat(parameter("limit").path("maximum").asInt()).isEqualTo(ListingQuery.MAX_LIMIT);
        assertThat(parameter("limit").path("default").asInt()).isEqualTo(ListingQuery.DEFAULT_LIMIT);
        assertThat(parameter("historyLimit").path("maximum").asInt()).isEqualTo(ListingQuery.MAX_LIMIT);
        assertThat(parameter("historyLimit").path("default").asInt()).isEqualTo(NumberHistory.DEFAULT_LIMIT);
    }

    @Test
    void saysHowLongIsWaited() {
        HttpParameters none = new SimpleHttpParameters(ConversionService.SHARED);
        Map<String, Wait> unlessTold = Map.of(
                "waitForVersion", Wait.forVersion(none),
                "waitForOutcome", Wait.forOutcome(none),
                "waitForOwnOutcome", Wait.forOwnOutcome(none),
                "waitForManyOutcomes", Wait.forManyOutcomes(none));

        assertThat(unlessTold).allSatisfy((name, wait) -> {
            assertThat(parameter(name).path("default").asLong())
                    .isEqualTo(wait.atMost().toMillis());
            SimpleHttpParameters most = new SimpleHttpParameters(ConversionService.SHARED);
            most.add("waitMs", parameter(name).path("maximum").asText());
            assertThat(Wait.forOutcome(most).atMost())
                    .hasMillis(parameter(name).path("maximum").asLong());
            SimpleHttpParameters more = new SimpleHttpParameters(ConversionService.SHARED);
            more.add("waitMs", String.valueOf(parameter(name).path("maximum").asLong() + 1));
            assertThatThrownBy(() -> Wait.forOutcome(more)).hasMessageContaining("waitMs");
        });
    }

    private static JsonNode parameter(String name) {
        return DOCUMENT.at("/components/parameters/" + name + "/schema");
    }

    @Test
    void asksForWhatTheTopicTakes() {
        JsonNode request = DOCUMENT.at("/components/schemas/ActionRequest");
        assertThat(request.path("required")).extracting(JsonNode::asText).containsExactly("siteId", "action");
        assertThat(request.path("properties").fieldNames())
                .toIterable()
                .contains("requestId")
                .doesNotContain("phoneNumber");
        assertThat(request.at("/properties/requestId/format").asText()).isEqualTo("uuid");
        assertThat(request.at("/properties/coolingOffDate/format").asText()).isEqualTo("date");
        assertThat(request.at("/properties/allocateTo/nullable").asBoolean()).isTrue();
        assertThat(request.at("/properties/details/properties/kind/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("DIRECT", "IVR", "HUNT_GROUP");
        JsonNode order = DOCUMENT.at("/components/schemas/VoiceServiceOrder");
        assertThat(order.path("required")).extracting(JsonNode::asText).containsExactly("type");
        assertThat(order.at("/properties/activate/default").asBoolean()).isTrue();
    }
}
