package io.ringfence.topology;

import static io.ringfence.support.streams.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.avro.RegistryUnavailableException;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that cannot be read, and where they go. */
class DeadLettersTest {
    private static final String NUMBER = "+442079460000";
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final byte[] KEY = bytes(NUMBER);

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, 1);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("null value", KEY, null, "No value."),
                Arguments.of("empty value", KEY, new byte[0], "wire format"),
                Arguments.of("text", KEY, bytes("{\"action\":\"ALLOCATE\"}"), "wire format"),
                Arguments.of(
                        "unknown schema id", KEY, new byte[] {0, 0, 0, 99, 99, 1, 2, 3}, "no schema with id 25443"),
                Arguments.of("null key and value", null, null, "No key."),
                Arguments.of("key that is no UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe}, null, "UTF-8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void unreadableRecordIsKeptAsReceivedWithItsCause(String name, byte[] key, byte[] value, String cause) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", bytes("00-abc"));

        topology.publish(Topics.ACTIONS, new TestRecord<>(key, value, headers, NOON));

        assertThat(topology.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(value);
            assertThat(header(letter, "traceparent")).isEqualTo("00-abc");
            assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo(Topics.ACTIONS.name());
            assertThat(header(letter, DeadLetters.PARTITION)).isEqualTo("0");
            assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("0");
            assertThat(header(letter, DeadLetters.TIME)).isEqualTo(NOON.toString());
            assertThat(header(letter, DeadLetters.CAUSE)).contains(cause);
        });
        assertThat(topology.rejections()).isEmpty();
    }

    @Test
    void requestThatIsCutShortIsUnreadable() {
        byte[] whole = topology.encoded(Requests.provision(NUMBER));

        topology.publish(Topics.PROVISIONING, new TestRecord<>(KEY, Arrays.copyOf(whole, whole.length - 1), NOON));
        topology.publish(Topics.PROVISIONING, new TestRecord<>(KEY, Arrays.copyOf(whole, whole.length + 1), NOON));

        assertThat(topology.deadLetters()).hasSize(2);
        assertThat(topology.changes()).isEmpty();
    }

    @Test
    void lengthThatNoMemoryHoldsIsUnreadable() {
        byte[] request = topology.encoded(Requests.provision(NUMBER));
        byte[] hostile = Arrays.copyOf(request, 10);
        // The length of the first string, as a zig-zag varint of almost 2 GiB.
        System.arraycopy(new byte[] {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}, 0, hostile, 5, 5);

        topology.publish(Topics.PROVISIONING, new TestRecord<>(KEY, hostile, NOON));

        assertThat(topology.deadLetters()).hasSize(1);
    }

    @Test
    void recordOfAnotherTypeIsUnreadable() {
        topology.publish(Requests.provision(NUMBER));
        byte[] stateChange = topology.driver()
                .createOutputTopic(
                        Topics.STATE_CHANGES.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValue();

        topology.publish(Topics.ACTIONS, new TestRecord<>(KEY, stateChange, NOON));

        assertThat(topology.deadLetters()).singleElement().satisfies(letter -> assertThat(
                        header(letter, DeadLetters.CAUSE))
                .contains("StateChange"));
    }

    @Test
    void readableRecordsAfterAnUnreadableOneAreDecided() {
        topology.publish(Topics.PROVISIONING, new TestRecord<>(KEY, bytes("?"), NOON));
        topology.publish(Requests.provision(NUMBER));

        assertThat(topology.changes()).hasSize(1);
    }

    @Test
    void recordIsNotUnreadableBecauseTheRegistryDoesNotAnswer() {
        topology.registry().switchOff();
        TestRecord<byte[], byte[]> record = new TestRecord<>(KEY, new byte[] {0, 0, 0, 0, 77, 1}, NOON);

        assertThatThrownBy(() -> topology.publish(Topics.ACTIONS, record))
                .hasRootCauseInstanceOf(RegistryUnavailableException.class);
        assertThat(topology.deadLetters()).isEmpty();
    }

    @Test
    void letterThatIsTooLargeSaysWhereTheRecordIs() {
        topology.publish(Topics.ACTIONS, new TestRecord<>(KEY, new byte[DeadLetters.MAX_BYTES], NOON));

        assertThat(topology.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isNull();
            assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("0");
            assertThat(header(letter, DeadLetters.CAUSE)).contains("Left where it was");
        });
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
