package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The registry that is shipped, with the rules that it is started with. */
@ExtendWith(RealRegistry.class)
class RegistryIT {
    private static final Schema ACTION_REQUEST = SchemaFiles.current("ActionRequest");

    private final SchemaRegistry registry = registry(Map.of());

    private String topic;
    private String subject;

    @BeforeEach
    void nameSubject(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        subject = topic + "-value";
    }

    @Test
    void registeredSchemaIsFoundByItsId() {
        int id = registry.id(subject, ActionRequest.SCHEMA$);

        assertThat(id).isPositive();
        assertThat(CanonicalText.of(registry.schema(id))).isEqualTo(CanonicalText.of(ACTION_REQUEST));
    }

    @Test
    void schemaKeepsItsId() {
        int id = registry.id(subject, ActionRequest.SCHEMA$);

        assertThat(registry.id(subject, ActionRequest.SCHEMA$)).isEqualTo(id);
        assertThat(registry.id(subject, ACTION_REQUEST)).isEqualTo(id);
        assertThat(registry(Map.of()).id(subject, ACTION_REQUEST)).isEqualTo(id);
        assertThat(registry.id("another-" + subject, ACTION_REQUEST)).isEqualTo(id);
    }

    /** The file as somebody else would send it: other ids for other texts are all right, as long as each can be read. */
    @Test
    void schemaThatAnotherClientRegisteredAsItStandsInTheFileIsNoObstacle() throws Exception {
        int theirs = registerText(SchemaFiles.text(SchemaFiles.newest("ActionRequest")));

        int ours = registry.id(subject, ActionRequest.SCHEMA$);

        assertThat(registry.schema(theirs)).isEqualTo(registry.schema(ours));
        assertThat(registry.id(subject, ActionRequest.SCHEMA$)).isEqualTo(ours);
        assertThat(registry(Map.of("auto.register.schemas", false)).id(subject, ACTION_REQUEST))
                .isEqualTo(ours);
    }

    @Test
    void unknownIdIsTheRecordsFault() {
        assertThatThrownBy(() -> registry.schema(1_000_000_000))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("1000000000");
    }

    @Test
    void wrongPathIsNotTheRecordsFault() {
        SchemaRegistry astray = registry(Map.of("schema.registry.url", RealRegistry.url() + "/astray"));

        assertThatThrownBy(() -> astray.schema(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> astray.id(subject, ACTION_REQUEST)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void schemaThatMayNotBeRegisteredIsAClearError() {
        SchemaRegistry lookUpOnly = registry(Map.of("auto.register.schemas", "false"));

        assertThatThrownBy(() -> lookUpOnly.id(subject, ACTION_REQUEST))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(subject)
                .hasMessageContaining("auto.register.schemas");

        int id = registry.id(subject, ACTION_REQUEST);
        assertThat(lookUpOnly.id(subject, ACTION_REQUEST)).isEqualTo(id);
        assertThatThrownBy(() -> lookUpOnly.id(subject, withNewAction()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("auto.register.schemas");
    }

    @Test
    void newActionIsAcceptedAndStays() {
        AvroSerde serde = new AvroSerde(registry);
        registry.id(subject, ACTION_REQUEST);
        Schema newer = withNewAction();

        byte[] bytes = serde.serializer().serialize(topic, suspension(newer));
        GenericRecord read = serde.deserializer().deserialize(topic, bytes);

        assertThat(registry.id(subject, newer)).isNotEqualTo(registry.id(subject, ACTION_REQUEST));
        assertThat(read.get("action")).hasToString("SUSPEND");
        assertThat(read.get("phoneNumber")).hasToString("+442079460123");
    }

    /** An older worker lists a number as a newer one wrote it, and need not be allowed to register anything for that. */
    @Test
    void partOfANewerRecordIsWrittenByTheSchemaThatTheNewerReleaseRegistered() {
        AvroSerde newer = new AvroSerde(registry);
        AvroSerde older = new AvroSerde(registry(Map.of("auto.register.schemas", false)));
        registry.id(subject, PhoneNumber.SCHEMA$);
        registry.id(subject, NewerRelease.schema(PhoneNumber.SCHEMA$));
        byte[] change = newer.serializer()
                .serialize(
                        "changes-of-" + topic,
                        NewerRelease.of(ToAvro.outcome(Samples.changeInProgress()), "after.status"));

        GenericRecord after =
                ToAvro.listedNumber(FromAvro.stateChange(older.deserializer().deserialize("any", change))
                        .after());
        byte[] listed = older.serializer().serialize(topic, after);

        assertThat(older.deserializer().deserialize(topic, listed).get("status"))
                .hasToString(NewerRelease.SYMBOL);
    }

    @Test
    void fieldWithoutDefaultIsRefused() {
        registry.id(subject, record("{'name':'a','type':'string'}"));

        assertRefused(record("{'name':'a','type':'string'},{'name':'b','type':'string'}"));
        assertRefused(record(""));
    }

    @Test
    void everyEarlierVersionCounts() {
        registry.id(subject, record("{'name':'a','type':'string'},{'name':'b','type':'string','default':''}"));
        registry.id(subject, record("{'name':'a','type':'string'}"));

        assertRefused(record("{'name':'a','type':'string'},{'name':'b','type':'long','default':0}"));
    }

    private void assertRefused(Schema schema) {
        assertThatThrownBy(() -> registry.id(subject, schema))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("com.example.Record")
                .hasMessageContaining(subject)
                .message()
                .containsIgnoringCase("compatib");
    }

    private int registerText(String schema) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RealRegistry.url() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        json.createObjectNode().put("schema", schema).toString()))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body()).path("id").asInt();
    }

    private static Schema withNewAction() {
        return new Schema.Parser()
                .parse(ACTION_REQUEST.toString().replace("\"UNASSIGN_USER\"", "\"UNASSIGN_USER\",\"SUSPEND\""));
    }

    private static GenericRecord suspension(Schema schema) {
        return new GenericRecordBuilder(schema)
                .set("requestId", "5f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11")
                .set("phoneNumber", "+442079460123")
                .set("siteId", "london-1")
                .set(
                        "action",
                        new GenericData.EnumSymbol(schema.getField("action").schema(), "SUSPEND"))
                .set("requestedBy", "estates@example.com")
                .build();
    }

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse("{'type':'record','name':'com.example.Record','fields':[%s]}"
                        .formatted(fields)
                        .replace('\'', '"'));
    }

    private static SchemaRegistry registry(Map<String, ?> changes) {
        Map<String, Object> configs = new HashMap<>(Map.of("schema.registry.url", RealRegistry.url()));
        configs.putAll(changes);
        return SchemaRegistry.of(configs);
    }
}
