package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AvroSerdeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final List<String> NAMES = SchemaFiles.names();

    private static final String TOPIC = "topic";
    private static final long SEED = 1;

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AvroSerde serde = new AvroSerde(registry);

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyRecordIsReadAsItsGeneratedClassHasIt(String name) throws IOException {
        Schema written = SchemaFiles.current(name);
        GenericRecord record = (GenericRecord)
                new RandomData(written, 1, SEED, true).iterator().next();

        GenericRecord read = roundTrip(record);

        assertThat(read.getSchema()).isEqualTo(SchemaFiles.generated(name));
        // As trees: the entries of a map have no order.
        assertThat(JSON.readTree(read.toString())).isEqualTo(JSON.readTree(record.toString()));
    }

    @Test
    void symbolOfNewerWriterStaysAndIsUnknownToTheDomain() {
        Schema newer = new Schema.Parser()
                .parse(SchemaFiles.text(SchemaFiles.newest("ActionRequest"))
                        .replace("\"UNASSIGN_USER\"", "\"UNASSIGN_USER\",\"SUSPEND\""));

        GenericRecord read =
                roundTrip(request(newer).set("action", symbol(newer, "SUSPEND")).build());

        assertThat(read.get("action")).hasToString("SUSPEND");
        assertThat(FromAvro.actionRequest(read).action()).isEqualTo(io.ringfence.domain.Action.UNKNOWN);
        assertThat(FromAvro.isKnownInFull(read)).isFalse();
    }

    @Test
    void fieldOfNewerWriterStays() {
        Schema current = SchemaFiles.current("ActionRequest");
        Schema newer = SchemaBuilder.record(current.getFullName())
                .fields()
                .optionalString("remark")
                .endRecord();
        newer = withFields(newer, current.getFields());

        GenericRecord read =
                roundTrip(request(newer).set("remark", "moving out").build());

        assertThat(read.get("remark")).hasToString("moving out");
        assertThat(read.get("phoneNumber")).hasToString("+442079460123");
        assertThat(FromAvro.isKnownInFull(read)).isFalse();
        assertThat(FromAvro.isKnownInFull(roundTrip(request(newer).build())))
                .as("says nothing new")
                .isTrue();
    }

    @Test
    void optionalFieldThatOlderWriterLacksIsNull() {
        Schema current = SchemaFiles.current("ActionRequest");
        List<Schema.Field> older = current.getFields().stream()
                .filter(field -> !field.name().equals("expectedVersion"))
                .toList();

        GenericRecord read = roundTrip(
                request(withFields(Schema.createRecord(current.getName(), null, current.getNamespace(), false), older))
                        .build());

        assertThat(read.get("expectedVersion")).isNull();
        assertThat(read.get("phoneNumber")).hasToString("+442079460123");
    }

    @Test
    void requestIdThatIsNoUuidIsReadAndUnknownToTheDomain() {
        GenericRecord read = roundTrip(request(SchemaFiles.current("ActionRequest"))
                .set("requestId", "order 17")
                .build());

        assertThat(read.get("requestId")).hasToString("order 17");
        assertThat(FromAvro.actionRequest(read).requestId()).isNull();
    }

    @Test
    void recordThatWeHaveNoClassForIsReadAsWritten() {
        Schema foreign = SchemaBuilder.record("com.example.Foreign")
                .fields()
                .requiredString("text")
                .endRecord();

        GenericRecord read =
                roundTrip(new GenericRecordBuilder(foreign).set("text", "hello").build());

        assertThat(read.getSchema()).isEqualTo(foreign);
        assertThat(read.get("text")).hasToString("hello");
    }

    @Test
    void schemaThatIsNoRecordIsRefused() {
        int id = registry.id(TOPIC, Schema.create(Schema.Type.STRING));

        assertUnreadable(framed(id, (byte) 2, (byte) 'a'), "STRING");
    }

    /** Of the same name as ours, but without a field that ours has no default for. */
    @Test
    void schemaThatOursCannotReadIsRefused() {
        Schema incompatible = SchemaBuilder.record(ActionRequest.SCHEMA$.getFullName())
                .fields()
                .requiredString("phoneNumber")
                .endRecord();

        assertUnreadable(
                write(new GenericRecordBuilder(incompatible)
                        .set("phoneNumber", "+44")
                        .build()),
                "missing required field");
    }

    @Test
    void schemaIdThatTheRegistryDoesNotKnowIsRefused() {
        assertUnreadable(framed(99, (byte) 0), "99");
    }

    @Test
    void bytesThatAreMissingOrLeftOverAreRefused() {
        byte[] whole = write(request(SchemaFiles.current("ActionRequest")).build());

        assertUnreadable(Arrays.copyOf(whole, whole.length - 1), "id 1");
        assertUnreadable(Arrays.copyOf(whole, whole.length + 1), "More bytes");
        assertUnreadable(Arrays.copyOf(whole, WireFormat.HEADER_LENGTH), "id 1");
    }

    /** A few bytes must not make us allocate what they claim to be followed by: an error ends a stream thread. */
    @Test
    void lengthsFarBeyondTheRecordAreRefused() {
        Schema schema = SchemaBuilder.record("com.example.Hostile")
                .fields()
                .name("numbers")
                .type()
                .array()
                .items()
                .longType()
                .noDefault()
                .requiredString("text")
                .requiredBytes("bytes")
                .endRecord();
        int id = registry.id(TOPIC, schema);
        byte[] almostTwoGiB = {(byte) 0xce, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};

        assertUnreadable(framed(id, almostTwoGiB), "id 1");
        assertUnreadable(framed(id, concat(new byte[] {0}, almostTwoGiB)), "id 1");
        assertUnreadable(framed(id, concat(new byte[] {0, 0}, almostTwoGiB)), "id 1");
    }

    /** Elements of no size: no length in bytes bounds how many there are. */
    @Test
    void manyElementsOfNoSizeAreRefused() {
        Schema schema = SchemaBuilder.record("com.example.Nothings")
                .fields()
                .name("nothings")
                .type()
                .array()
                .items()
                .nullType()
                .noDefault()
                .endRecord();
        int id = registry.id(TOPIC, schema);

        assertUnreadable(framed(id, (byte) 0xce, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x0f, (byte) 0), "id 1");
    }

    @Test
    void nestingDeeperThanTheStackIsRefused() {
        Schema chain = new Schema.Parser().parse("""
                        {"type":"record","name":"Link","namespace":"com.example",
                         "fields":[{"name":"next","type":["null","Link"]}]}""");
        int id = registry.id(TOPIC, chain);
        byte[] links = new byte[1_000_000];
        Arrays.fill(links, (byte) 2);

        assertUnreadable(framed(id, links), "id 1");
    }

    @Test
    void genericAndGeneratedRecordsOfOneSchemaShareATopic() {
        ActionRequest generated = ToAvro.actionRequest(Samples.fullRequest());
        byte[] bytes = write(generated);
        GenericRecord generic = serde.deserializer().deserialize(TOPIC, bytes);

        AvroSerde genericFirst = new AvroSerde(registry);
        assertThat(genericFirst.serializer().serialize(TOPIC, generic)).isEqualTo(bytes);
        assertThat(genericFirst.serializer().serialize(TOPIC, generated)).isEqualTo(bytes);
        assertThat(write(generic)).isEqualTo(bytes);
    }

    @Test
    void recordThatLacksARequiredFieldIsNotWritten() {
        assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, new ActionRequest()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("ActionRequest");
    }

    @Test
    void nullStaysNull() {
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    private void assertUnreadable(byte[] bytes, String why) {
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(why);
    }

    private GenericRecord roundTrip(GenericRecord record) {
        return serde.deserializer().deserialize(TOPIC, write(record));
    }

    private byte[] write(GenericRecord record) {
        return serde.serializer().serialize(TOPIC, record);
    }

    private static GenericRecordBuilder request(Schema schema) {
        return new GenericRecordBuilder(schema)
                .set("requestId", "5f0c3a1e-7b1d-4c52-9a52-0d3f4b6e8a11")
                .set("phoneNumber", "+442079460123")
                .set("siteId", "london-1")
                .set("action", symbol(schema, "ACTIVATE"))
                .set("requestedBy", "estates@example.com");
    }

    private static Object symbol(Schema request, String symbol) {
        return new GenericData.EnumSymbol(request.getField("action").schema(), symbol);
    }

    /** The record with these fields after its own. */
    private static Schema withFields(Schema record, List<Schema.Field> fields) {
        List<Schema.Field> own = record.hasFields() ? record.getFields() : List.of();
        return Schema.createRecord(
                record.getName(),
                record.getDoc(),
                record.getNamespace(),
                false,
                Stream.concat(own.stream(), fields.stream())
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }

    private static byte[] framed(int id, byte... payload) {
        return concat(WireFormat.header(id), payload);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
