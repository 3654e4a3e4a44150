package io.ringfence.topology;

import static io.ringfence.support.streams.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.avro.AvroSerde;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on an internal topic is ours: nothing of it is skipped, whoever wrote it. */
class UnreadableHopTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, 1);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    static Stream<Topics.Topic> internal() {
        return Stream.of(Topics.REROUTED, Topics.CLAIM_ANSWERS, Topics.ORDER_REQUESTS, Topics.SITE_EVENTS);
    }

    @ParameterizedTest
    @MethodSource("internal")
    void stopsTheTask(Topics.Topic topic) {
        TestRecord<byte[], byte[]> garbage = new TestRecord<>(bytes("+442079460000"), bytes("?"), NOON);

        assertThatThrownBy(() -> topology.publish(topic, garbage))
                .cause()
                .isInstanceOf(UnreadableHopException.class)
                .hasMessageContaining(topic.name() + "-0 at offset 0")
                .hasMessageContaining("cannot be read");
        assertThat(topology.deadLetters()).isEmpty();
    }

    /** The rule for releases: readers first. A worker that does not know a record leaves it to one that does. */
    @Test
    void recordOfANewerReleaseIsLeftToIt() {
        TestRecord<byte[], byte[]> newer = new TestRecord<>(bytes("london"), ofNewerRelease(), NOON);

        assertThatThrownBy(() -> topology.publish(Topics.SITE_EVENTS, newer))
                .cause()
                .isInstanceOf(UnreadableHopException.class)
                .hasMessageContaining("NumberRenamed")
                .hasMessageContaining("newer release");
        assertThat(topology.deadLetters()).isEmpty();
    }

    private byte[] ofNewerRelease() {
        try (AvroSerde avro = new AvroSerde(topology.registry())) {
            return avro.serializer()
                    .serialize(
                            Topics.SITE_EVENTS.name(),
                            new GenericRecordBuilder(SchemaBuilder.record("NumberRenamed")
                                            .namespace("io.ringfence.avro")
                                            .fields()
                                            .requiredString("phoneNumber")
                                            .endRecord())
                                    .set("phoneNumber", "+442079460000")
                                    .build());
        }
    }
}
