package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that has lost what it knew makes no record unreadable, and gives nothing of ours another id. */
class LostIdsTest {
    private static final String TOPIC = "orders";
    private static final int NEVER_GIVEN = 99;

    private final RegistryMemory whole = new RegistryMemory();
    private volatile RegistryMemory present = whole;
    private final ScriptedRegistry server = new ScriptedRegistry().answering(exchange -> present.to(exchange));
    private final SchemaRegistry registry = newcomer();
    private final AvroSerde serde = new AvroSerde(registry, Map.of(TOPIC, VoiceServiceOrder.SCHEMA$));

    @BeforeEach
    void register() {
        registry.id("sites-value", SiteCounts.SCHEMA$);
        registry.id("numbers-value", PhoneNumber.SCHEMA$);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void idThatAWholeRegistryNeverGaveIsTheRecordsFault() {
        assertThatThrownBy(() -> registry.schema(NEVER_GIVEN)).isInstanceOf(SerializationException.class);
    }

    @Test
    void idOfAnEmptiedRegistryIsUnknownOnlyForNow() {
        int theirs = newcomer().id("theirs-value", noteOf("a"));
        lose();

        assertLost(() -> registry.schema(theirs));

        present = whole;
        assertThat(registry.schema(theirs)).isEqualTo(noteOf("a"));
    }

    @Test
    void faultNamesTheRegistryAndWhatItHasLost() {
        lose();

        assertThatThrownBy(() -> registry.schema(NEVER_GIVEN))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(server.url())
                .hasMessageContaining("schema.registry.url")
                .hasMessageContaining("2 was io.ringfence.avro.PhoneNumber")
                .hasMessageContaining("Restore");
    }

    @Test
    void whatIsKnownIsReadAndWrittenOnWithoutTheRegistry() {
        byte[] written = serde.serializer().serialize("notes", note());
        lose();

        assertThat(serde.serializer().serialize("notes", note())).isEqualTo(written);
        assertThat(serde.deserializer().deserialize("notes", written)).isEqualTo(note());
        assertThat(registry.id("sites-value", SiteCounts.SCHEMA$)).isEqualTo(1);
    }

    @Test
    void nothingMoreIsRegisteredWithAnEmptiedRegistry() {
        lose();

        assertLost(() -> registry.id("more-value", Rejection.SCHEMA$));

        assertThat(present.isEmpty()).isTrue();
    }

    /** Others register there again, and so make it look as if it knew something. */
    @Test
    void schemaUnderAnIdThatTheEmptiedRegistryGaveOutAnewIsNotBelieved() {
        newcomer().id("theirs-value", noteOf("a"));
        lose();
        for (String name : new String[] {"b", "c", "d"}) {
            newcomer().id(name + "-value", noteOf(name));
        }

        assertLost(() -> registry.schema(3));
        assertLost(() -> registry.confirm(1));
    }

    @Test
    void recordThatIsNoneByAnIdGivenOutAnewWaits() {
        byte[] ours = serde.serializer().serialize("sites", new SiteCounts(Map.of(), 0L, 0L));
        serde.deserializer().deserialize("sites", ours);
        lose();
        byte[] theirs = new AvroSerde(newcomer()).serializer().serialize("sites", note());
        assertThat(WireFormat.schemaId(theirs)).isEqualTo(WireFormat.schemaId(ours));

        assertLost(() -> serde.deserializer().deserialize("sites", theirs));
    }

    /** Which reads well, but as something that nobody sends there. */
    @Test
    void recordThatIsAnotherByAnIdGivenOutAnewWaits() {
        Schema empty = SchemaBuilder.record("com.example.Empty").fields().endRecord();
        int id = registry.id("empty-value", empty);
        assertThat(serde.deserializer().deserialize(TOPIC, WireFormat.header(id)))
                .as("as long as the registry stands by it, another record is for the reader to refuse")
                .isNotNull();
        AvroSerde later = new AvroSerde(registry, Map.of(TOPIC, VoiceServiceOrder.SCHEMA$));
        later.deserializer().deserialize("elsewhere", WireFormat.header(id));
        lose();

        assertThat(later.deserializer().deserialize("elsewhere", WireFormat.header(id)))
                .isNotNull();
        assertLost(() -> later.deserializer().deserialize(TOPIC, WireFormat.header(id)));
    }

    /** As after a restore from a copy that was made before the last schema. */
    @Test
    void registryThatLacksTheLatestOnlyHasLostItToo() {
        lose();
        newcomer().id("sites-value", SiteCounts.SCHEMA$);

        assertLost(() -> registry.schema(NEVER_GIVEN));
    }

    @Test
    void replicaThatIsAMomentBehindHasLostNothing() {
        RegistryMemory behind = new RegistryMemory();
        int[] left = {2};
        server.answering(exchange -> (left[0]-- > 0 ? behind : whole).to(exchange));

        assertThat(registry.id("more-value", Rejection.SCHEMA$)).isEqualTo(3);
    }

    /** Its text, which another client registered, differs from ours in what no reader sees. */
    @Test
    void otherTextOfTheSameSchemaIsTheSame() {
        Schema documented = new Schema.Parser()
                .parse(CanonicalText.of(noteOf("a")).replaceFirst("\\{", "{\"doc\":\"What they say.\","));
        int id = newcomer().id("theirs-value", documented);
        registry.schema(id);
        RegistryMemory rewritten = new RegistryMemory();
        present = rewritten;
        newcomer().id("sites-value", SiteCounts.SCHEMA$);
        newcomer().id("numbers-value", PhoneNumber.SCHEMA$);
        newcomer().id("theirs-value", noteOf("a"));

        assertThat(registry.schema(id)).isEqualTo(noteOf("a"));
    }

    private void lose() {
        present = new RegistryMemory();
    }

    /** As another process asks, which has not met anything yet. */
    private SchemaRegistry newcomer() {
        return SchemaRegistry.of(Map.of("schema.registry.url", server.url()));
    }

    private static void assertLost(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("has lost what it gave out ids for");
    }

    private static Schema noteOf(String field) {
        return SchemaBuilder.record("com.example.Note")
                .fields()
                .requiredString(field)
                .endRecord();
    }

    private static GenericRecord note() {
        return new GenericRecordBuilder(noteOf("a")).set("a", "theirs").build();
    }
}
