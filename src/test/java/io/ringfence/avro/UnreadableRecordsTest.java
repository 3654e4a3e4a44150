package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flood of what cannot be read is no flood of questions to the registry. */
class UnreadableRecordsTest {
    private static final String TOPIC = "topic";
    private static final int FLOOD = 1_000;
    private static final GenericRecord RECORD = new SiteCounts(Map.of("AVAILABLE", 1L), 0L, 0L);

    private final ScriptedRegistry server = new ScriptedRegistry().answering(new RegistryMemory());
    /** Near the end of its range, past which it may run at any time. */
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - ShortMemory.LIFE.toNanos());

    private final AvroSerde serde = serde(server, nanoTime);

    @BeforeEach
    void register() {
        serde.serializer()
                .serialize(
                        "numbers",
                        ToAvro.listedNumber(Samples.changeInProgress().after()));
        server.calls().clear();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void unknownIdIsAskedForOnceInAWhile() {
        flood(WireFormat.header(2));

        assertThat(callsFor(2)).isOne();

        forget();
        flood(WireFormat.header(2));
        assertThat(callsFor(2)).isEqualTo(2);
    }

    @Test
    void schemaThatIsRegisteredMeanwhileIsFoundAfterAWhile() {
        flood(WireFormat.header(2));
        byte[] bytes = serde(server, nanoTime).serializer().serialize(TOPIC, RECORD);
        assertThat(WireFormat.schemaId(bytes)).isEqualTo(2);
        assertUnreadable(bytes);

        forget();

        assertThat(serde.deserializer().deserialize(TOPIC, bytes)).hasToString(RECORD.toString());
    }

    @Test
    void schemaThatIsNoRecordIsAskedForOnceInAWhile() {
        SchemaRegistry.of(Map.of("schema.registry.url", server.url()))
                .id("texts-value", Schema.create(Schema.Type.STRING));

        flood(WireFormat.header(2));

        assertThat(callsFor(2)).isOne();
    }

    @Test
    void whatAKnownIdDoesNotDescribeIsOneQuestionInAWhile() {
        byte[] cut = WireFormat.header(1);
        assertUnreadable(cut);
        server.calls().clear();

        flood(cut);
        assertThat(callsFor(1)).isZero();

        forget();
        flood(cut);
        assertThat(callsFor(1)).isOne();
    }

    @Test
    void noMoreIsRememberedThanAThousandIds() {
        ShortMemory<String> memory = new ShortMemory<>(nanoTime::get);

        for (int id = 0; id <= 1_000; id++) {
            memory.remember(id, "unknown");
        }

        assertThat(memory.of(0)).isEmpty();
        assertThat(memory.of(1)).contains("unknown");
        assertThat(memory.of(1_000)).contains("unknown");
    }

    private void flood(byte[] bytes) {
        for (int i = 0; i < FLOOD; i++) {
            assertUnreadable(bytes);
        }
    }

    private void assertUnreadable(byte[] bytes) {
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class);
    }

    private void forget() {
        nanoTime.addAndGet(ShortMemory.LIFE.toNanos());
    }

    private long callsFor(int id) {
        return server.calls().stream()
                .filter(call -> call.path().equals("/schemas/ids/" + id))
                .count();
    }

    private static AvroSerde serde(ScriptedRegistry server, AtomicLong nanoTime) {
        return new AvroSerde(SchemaRegistry.of(Map.of("schema.registry.url", server.url())), Map.of(), nanoTime::get);
    }
}
