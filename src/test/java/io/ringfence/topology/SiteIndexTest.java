package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the index says of numbers, told by hand. */
class SiteIndexTest {
    private static final LocalDate LAST_DAY = LocalDate.parse("2026-03-10");
    private static final LocalDate TODAY = LAST_DAY.plusDays(1);

    private final Set<String> picked = new HashSet<>();
    private TopologyFixture topology;
    private SiteIndex index;

    @BeforeEach
    void start(@TempDir Path directory) {
        topology = new TopologyFixture(directory, Instant.parse("2026-03-10T12:00:00Z"), 1);
        IntStream.range(0, 4).forEach(i -> topology.publish(Requests.provision(number(i))));
        KeyValueStore<String, byte[]> store = topology.store(StateStores.SITE_INDEX.name());
        index = new SiteIndex(store, picked::contains);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void lowestThatIsFreeIsFoundAlsoWhereItWasTakenMeanwhile() {
        assertThat(free()).containsExactly(number(0), number(1), number(2), number(3));

        pick(0);
        pick(1);
        assertThat(free()).containsExactly(number(2), number(3));

        picked.clear();
        index.released(listed(1), TODAY);
        assertThat(free()).containsExactly(number(1), number(2), number(3));
    }

    @Test
    void numberThatHasCooledOffIsFreeBeforeItsOwnerSaysSo() {
        coolOff(0);
        assertThat(free()).doesNotContain(number(0));

        admit();

        assertThat(free()).contains(number(0));
    }

    /** A site may be told once more how a number stands. */
    @Test
    void numberThatHasCooledOffStaysFreeWhenItIsToldAgain() {
        coolOff(0);
        admit();

        index.follow(listed(0), listed(0));

        assertThat(free()).contains(number(0));
    }

    @Test
    void numberThatHasCooledOffIsNotFreeOnceItIsWithdrawn() {
        coolOff(0);
        admit();

        index.follow(listed(0), null);

        assertThat(free()).doesNotContain(number(0));
    }

    @Test
    void numberThatHasCooledOffIsFreeOnceWhenItsOwnerSaysSo() {
        coolOff(0);
        admit();
        PhoneNumber cooling = listed(0);
        topology.advance(Duration.ofDays(1));

        assertThat(listed(0)).isNotEqualTo(cooling);
        assertThat(free()).containsOnlyOnce(number(0));
    }

    @Test
    void partysNumbersAreFoundAfterAnyOfThem() {
        IntStream.range(1, 4).forEach(i -> topology.publish(Requests.allocate(number(i), ACORN)));

        try (Stream<String> held = index.held(SITE, ACORN, number(1))) {
            assertThat(held).containsExactly(number(2), number(3));
        }
    }

    private void pick(int index) {
        picked.add(SiteKey.number(SITE, number(index)));
        this.index.picked(listed(index));
    }

    private void coolOff(int index) {
        topology.publish(Requests.startCoolingOff(number(index), LAST_DAY));
    }

    private void admit() {
        assertThat(index.admitCooledOff(SITE, TODAY, number -> Optional.ofNullable(topology.listed(SITE, number)), 10))
                .isTrue();
    }

    private PhoneNumber listed(int index) {
        return topology.listed(SITE, number(index));
    }

    private List<String> free() {
        try (Stream<String> free = index.free(SITE, false)) {
            return free.toList();
        }
    }

    private static String number(int index) {
        return "+44207946%04d".formatted(index);
    }
}
