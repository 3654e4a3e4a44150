package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Status;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a site hears again, it has heard once. */
class SiteEventsTwiceTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final String NUMBER = "+442079460000";
    private static final String OTHER = "+442079460001";
    private static final Party ELM = new Party(PartyType.OCCUPIER, "elm", "Elm");

    @TempDir
    private Path stateDirectory;

    @Test
    void countsOnceWhatComesTwice() {
        try (TopologyFixture topology = new TopologyFixture(stateDirectory, NOON, 1)) {
            Stream.of(
                            Requests.provision(NUMBER),
                            Requests.provision(OTHER),
                            Requests.of(Action.NOMINATE_MAIN_NUMBER, NUMBER),
                            Requests.allocate(NUMBER, ELM),
                            Requests.of(Action.REMOVE_MAIN_NUMBER, NUMBER),
                            Requests.allocate(OTHER, ELM),
                            Requests.of(Action.NOMINATE_MAIN_NUMBER, OTHER))
                    .forEach(topology::publish);
            List<TestRecord<byte[], byte[]>> heard = topology.driver()
                    .createOutputTopic(
                            Topics.SITE_EVENTS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
            assertThat(heard).hasSizeGreaterThan(7);

            heard.forEach(event ->
                    topology.publish(Topics.SITE_EVENTS, new TestRecord<>(event.key(), event.value(), topology.now())));

            assertThat(topology.counts(Requests.SITE).statuses()).isEqualTo(Map.of(Status.RESERVED, 2L));
            assertThat(topology.listed(Requests.SITE, NUMBER).version()).isEqualTo(4);
            assertThat(topology.<String>store(StateStores.MAIN_NUMBERS.name()).get(SiteKey.party(Requests.SITE, ELM)))
                    .isEqualTo(OTHER);
        }
    }
}
