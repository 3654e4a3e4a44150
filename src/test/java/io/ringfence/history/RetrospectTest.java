package io.ringfence.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.support.history.Chronicle;
import io.ringfence.support.history.Fold;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** What the store tells of the past is what the changes come to, at every moment, whatever comes twice. */
class RetrospectTest {
    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());
    private final RecordCodec codec = new RecordCodec(avro);

    @Provide
    static Arbitrary<List<Chronicle.Step>> steps() {
        return Chronicle.steps();
    }

    @Property(tries = 150)
    void tellsAtEveryMomentWhatTheChangesUpToItComeTo(@ForAll("steps") List<Chronicle.Step> steps) {
        List<StateChange> changes = Chronicle.of(steps);
        Fold fold = new Fold(changes);
        read(changes, store -> {
            for (String site : Chronicle.SITES) {
                for (Instant moment : fold.moments(site)) {
                    assertThat(at(store, site, moment))
                            .as("%s at %s", site, moment)
                            .isEqualTo(fold.at(site, moment));
                }
            }
            for (String number : Chronicle.NUMBERS) {
                assertThat(changes(store, number)).isEqualTo(fold.changes(number));
            }
        });
    }

    @Property(tries = 50)
    void whatComesAgainIsFiledOnce(@ForAll("steps") List<Chronicle.Step> steps) {
        List<StateChange> changes = Chronicle.of(steps);
        List<StateChange> again = new ArrayList<>(changes);
        again.addAll(changes.subList(changes.size() / 2, changes.size()));
        again.addAll(changes);

        read(changes, once -> read(again, twice -> assertThat(rows(twice)).isEqualTo(rows(once))));
    }

    /** A number's changes lie on two partitions where its estate was moved to more, and are read in any order. */
    @Property(tries = 100)
    void changesAreFiledBeforeLaterOnesThatWereReadFirst(
            @ForAll("steps") List<Chronicle.Step> steps, @ForAll @IntRange(max = 60) int moved) {
        List<StateChange> changes = Chronicle.of(steps.stream()
                .map(step -> step.lasting(Math.max(0, step.millis())))
                .toList());
        int split = Math.min(moved, changes.size());
        List<StateChange> laterFirst = new ArrayList<>(changes.subList(split, changes.size()));
        laterFirst.addAll(changes.subList(0, split));

        read(
                changes,
                inOrder -> read(laterFirst, other -> assertThat(rows(other)).isEqualTo(rows(inOrder))));
    }

    /** Steps are taken where there are few, seeks where there are many. */
    @Test
    void findsItsWayThroughLongHistories() {
        List<StateChange> changes = Chronicle.locksAndUnlocks(3, 100);
        Fold fold = new Fold(changes);
        read(changes, store -> {
            for (Instant moment : fold.moments(Chronicle.SITES.get(0))) {
                assertThat(at(store, Chronicle.SITES.get(0), moment))
                        .isEqualTo(fold.at(Chronicle.SITES.get(0), moment));
            }
        });
    }

    @Test
    void whatIsNoStateChangeIsLeftOut() {
        StateChange change = Chronicle.locksAndUnlocks(1, 1).get(0);
        try (TopologyTestDriver driver = driver()) {
            TestInputTopic<byte[], byte[]> topic = topic(driver);
            topic.pipeInput((byte[]) null, (byte[]) null);
            topic.pipeInput(new byte[] {1}, new byte[] {0, 0, 0, 0, 99, 1});
            topic.pipeInput(new byte[] {1}, "garbage".getBytes(StandardCharsets.UTF_8));
            topic.pipeInput(null, encoded(change));

            KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(HistoryTopology.STORE);
            assertThat(changes(store, change.phoneNumber())).containsExactly(change);
        }
    }

    private void read(List<StateChange> changes, Consumer<KeyValueStore<Bytes, byte[]>> check) {
        try (TopologyTestDriver driver = driver()) {
            TestInputTopic<byte[], byte[]> topic = topic(driver);
            changes.forEach(change -> topic.pipeInput(null, encoded(change)));
            check.accept(driver.getKeyValueStore(HistoryTopology.STORE));
        }
    }

    private TopologyTestDriver driver() {
        return new TopologyTestDriver(HistoryTopology.of(codec), new Properties());
    }

    private static TestInputTopic<byte[], byte[]> topic(TopologyTestDriver driver) {
        return driver.createInputTopic(
                Topics.STATE_CHANGES.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private byte[] encoded(StateChange change) {
        return avro.serializer().serialize(Topics.STATE_CHANGES.name(), ToAvro.outcome(change));
    }

    private SortedMap<String, PhoneNumber> at(KeyValueStore<Bytes, byte[]> store, String site, Instant moment) {
        SortedMap<String, PhoneNumber> numbers = new TreeMap<>();
        try (Retrospect past = new Retrospect(store, codec, site, moment, "")) {
            past.forEachRemaining(number -> numbers.put(number.phoneNumber(), number));
        }
        return numbers;
    }

    private List<StateChange> changes(KeyValueStore<Bytes, byte[]> store, String number) {
        List<StateChange> changes = new ArrayList<>();
        try (Lives lives = new Lives(store, LocalHistory.sites(store, number), number)) {
            while (lives.hasNext()) {
                changes.add((StateChange) codec.decode(lives.next()));
            }
        }
        return changes;
    }

    private static List<Map.Entry<Bytes, Bytes>> rows(KeyValueStore<Bytes, byte[]> store) {
        List<Map.Entry<Bytes, Bytes>> rows = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                rows.add(Map.entry(row.key, Bytes.wrap(row.value)));
            }
        }
        return rows;
    }
}
