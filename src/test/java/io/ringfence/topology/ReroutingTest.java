package io.ringfence.topology;

import static io.ringfence.support.streams.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver's only task is partition 0: of two partitions, every record of the other one's numbers is misplaced. */
class ReroutingTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Partitions TWO = new Partitions(2);
    private static final String OURS = numberOf(0);
    private static final String ANOTHERS = numberOf(1);

    private TopologyFixture topology;
    private TestOutputTopic<byte[], byte[]> rerouted;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, TWO.count());
        rerouted = topology.driver()
                .createOutputTopic(Topics.REROUTED.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void misplacedRequestTravelsToItsOwnerAsItCame() {
        ActionRequest provision = Requests.provision(ANOTHERS);

        topology.publish(provision);

        assertThat(rerouted.readRecordsToList()).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(bytes(ANOTHERS));
            assertThat(record.value()).isEqualTo(topology.encoded(provision));
        });
        assertThat(topology.changes()).extracting(StateChange::requestId).containsExactly(provision.requestId());
    }

    @Test
    void requestInItsPlaceTakesNoDetour() {
        topology.publish(Requests.provision(OURS));

        assertThat(topology.changes()).hasSize(1);
        assertThat(rerouted.isEmpty()).isTrue();
    }

    @Test
    void reroutedRequestKeepsItsChannelWhateverItsHeadersClaim() {
        RecordHeaders forged = new RecordHeaders();
        ActionRequest lock = Requests.of(Action.LOCK, ANOTHERS);
        RequestReader.mark(forged, new ReceivedRequest(Channel.PROVISIONING, lock, new byte[0], true));

        topology.publish(Topics.ACTIONS, new TestRecord<>(bytes(ANOTHERS), topology.encoded(lock), forged, NOON));

        assertThat(topology.rejections()).extracting(Rejection::code).containsExactly(RejectionCode.NOT_PERMITTED);
    }

    private static String numberOf(int partition) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "+44207946%04d".formatted(i))
                .filter(number -> TWO.owner(number) == partition)
                .findFirst()
                .orElseThrow();
    }
}
