package io.ringfence.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecificationVersion;
import io.ringfence.avro.Schemas;
import io.ringfence.topology.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** The description of the topics is one, and says what the README, the declarations and the schemas say. */
class TopicsDescriptionTest {
    private static final String TEXT = new TopicsDescription(new ApiDescription(), new Partitions(6)).text();
    private static final JsonNode DOCUMENT = Yaml.tree(TEXT);

    /** Of the README's table: a topic, and what way its records go. */
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (in|out)\\b");

    @Test
    void isAsyncApi() {
        assertThat(Specifications.faults("asyncapi-3.0.0.json", SpecificationVersion.DRAFT_7, DOCUMENT))
                .isEmpty();
    }

    @Test
    void hasEveryTopicOfTheReadmeAndNoOther() throws IOException {
        Map<String, String> topics = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(row -> topics.put(row.group(1), row.group(2).equals("in") ? "receive" : "send"));

        Map<String, String> described = new TreeMap<>();
        DOCUMENT.path("operations")
                .properties()
                .forEach(operation -> described.put(
                        DOCUMENT.at(operation
                                        .getValue()
                                        .at("/channel/$ref")
                                        .asText()
                                        .substring(1))
                                .path("address")
                                .asText(),
                        operation.getValue().path("action").asText()));
        assertThat(described).hasSizeGreaterThan(10).isEqualTo(topics);
    }

    @Test
    void hasTheSchemaThatTheRegistryHas() {
        JsonNode payload = DOCUMENT.at("/channels/phone-number-state-changes/messages/StateChange/payload");

        assertThat(payload.path("schemaFormat").asText()).isEqualTo("application/vnd.apache.avro;version=1.9.0");
        assertThat(payload.path("schema").path("doc").asText()).isEqualTo(Schemas.STATE_CHANGE.getDoc());
        assertThat(SchemaNormalization.toParsingForm(
                        new Schema.Parser().parse(payload.path("schema").toString())))
                .isEqualTo(SchemaNormalization.toParsingForm(Schemas.STATE_CHANGE));
        assertThat(TEXT).doesNotContain("avro.java.string");
    }

    @Test
    void saysHowLongRecordsAreKept() {
        JsonNode input = kafka("phone-number-actions");
        assertThat(input.path("partitions").asInt()).isEqualTo(6);
        assertThat(input.at("/topicConfiguration/retention.ms").asLong()).isEqualTo(604_800_000);
        assertThat(kafka("phone-number-state-changes")
                        .at("/topicConfiguration/retention.ms")
                        .asLong())
                .isEqualTo(-1);
        assertThat(kafka("site-stock")
                        .at("/topicConfiguration/cleanup.policy/0")
                        .asText())
                .isEqualTo("compact");
    }

    private static JsonNode kafka(String topic) {
        return DOCUMENT.path("channels").path(topic).at("/bindings/kafka");
    }

    @Test
    void saysWhatADeadLetterTells() {
        assertThat(DOCUMENT.at("/channels/ringfence-dead-letters/messages/DeadLetter/headers/properties")
                        .fieldNames())
                .toIterable()
                .containsExactly(
                        "ringfence.error.topic",
                        "ringfence.error.partition",
                        "ringfence.error.offset",
                        "ringfence.error.time",
                        "ringfence.error.cause");
    }
}
