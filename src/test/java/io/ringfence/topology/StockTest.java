package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Returning;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.StockPolicy;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the stock of a site, and when. */
class StockTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    private static final List<Topics.Topic> HOPS =
            List.of(Topics.SITE_EVENTS, Topics.CLAIM_ANSWERS, Topics.ORDER_REQUESTS);

    private Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private SubTopologies topologies;

    @BeforeEach
    void start(@TempDir Path directory) {
        topologies = new SubTopologies(directory, Set.of(), now);
    }

    @AfterEach
    void stop() {
        topologies.close();
    }

    @Test
    void hasWhatIsCountedOfTheSitesNumbers() {
        take(Requests.provision(number(0)));
        take(Requests.provision(number(1)));
        take(Requests.of(Action.LOCK, number(1)));
        take(Requests.provision(number(2)));
        take(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(2)));
        take(Requests.provision(number(3)).withDetails(new NumberDetails(NumberKind.IVR, null, null, null)));
        take(Requests.provision(number(4)));
        take(Requests.allocate(number(4), ACORN));
        take(Requests.provisionCoolingOff(number(5), TODAY.plusDays(1)));
        take(Requests.of(Action.LOCK, number(5)));

        assertThat(told())
                .containsExactly(new SiteStock(
                        SITE,
                        Map.of("AVAILABLE", 4L, "RESERVED", 1L, "COOLDOWN", 1L),
                        2,
                        1,
                        true,
                        List.of(new Returning(TODAY.plusDays(1), 1))));
    }

    @Test
    void isLowFromTheFirstNumberThatIsMissing() {
        provision(5);
        assertThat(told()).extracting(SiteStock::low).containsExactly(false);

        take(Requests.allocate(number(0), ACORN));
        assertThat(told()).extracting(SiteStock::low).containsExactly(true);

        take(Requests.of(Action.DEALLOCATE, number(0)));
        assertThat(told()).extracting(SiteStock::low).containsExactly(false);

        take(Requests.of(Action.LOCK, number(1)));
        assertThat(told()).extracting(SiteStock::low).containsExactly(true);

        take(Requests.of(Action.UNLOCK, number(1)));
        assertThat(told()).extracting(SiteStock::low).containsExactly(false);
    }

    @Test
    void namesTheNextThirtyOneDates() {
        IntStream.range(0, 40).forEach(i -> take(Requests.provisionCoolingOff(number(i), TODAY.plusDays(40 - i))));
        take(Requests.provisionCoolingOff(number(40), TODAY.plusDays(2)));

        assertThat(told()).singleElement().satisfies(stock -> assertThat(stock.returning())
                .startsWith(
                        new Returning(TODAY.plusDays(1), 1),
                        new Returning(TODAY.plusDays(2), 2),
                        new Returning(TODAY.plusDays(3), 1))
                .endsWith(new Returning(TODAY.plusDays(31), 1))
                .hasSize(31));
    }

    @Test
    void numberReturnsNoMoreOnceItHasOrIsGone() {
        take(Requests.provisionCoolingOff(number(0), TODAY));
        take(Requests.provisionCoolingOff(number(1), TODAY.plusDays(1)));
        take(Requests.provisionCoolingOff(number(2), TODAY.plusDays(2)));
        told();

        take(Requests.of(Action.END_COOLING_OFF, number(2)));
        take(Requests.of(Action.WITHDRAW, number(1)));
        assertThat(told()).extracting(SiteStock::returning).containsExactly(List.of(new Returning(TODAY, 1)));

        pass(Duration.ofDays(1));
        assertThat(told()).singleElement().satisfies(stock -> {
            assertThat(stock.returning()).isEmpty();
            assertThat(stock.free()).isEqualTo(2);
        });
    }

    @Test
    void siteThatHasNoNumberAnyMoreIsLow() {
        provision(1);
        told();

        take(Requests.of(Action.WITHDRAW, number(0)));

        assertThat(told()).containsExactly(new SiteStock(SITE, Map.of(), 0, 0, true, List.of()));
    }

    @Test
    void isToldOnceOfAllThatHappenedSince() {
        provision(20);
        assertThat(topologies.stocks()).isEmpty();

        pass(StockReport.TICK.minusMillis(100));
        assertThat(topologies.stocks()).isEmpty();

        assertThat(told()).hasSize(1);
        take(Requests.provision(number(20)));
        pass(Duration.ofMillis(500));
        assertThat(topologies.stocks()).isEmpty();
    }

    @Test
    void isNotToldWhereItIsTheSameAgain() {
        provision(2);
        told();

        take(Requests.of(Action.LOCK, number(0)));
        take(Requests.of(Action.UNLOCK, number(0)));
        take(Requests.allocate(number(0), ACORN));
        take(Requests.of(Action.DEALLOCATE, number(0)));
        assertThat(told()).isEmpty();

        topologies.restart(now);
        assertThat(told()).isEmpty();
    }

    @Test
    void everySiteHasItsOwn() {
        take(Requests.provisionCoolingOff(number(0), TODAY).withSiteId("a"));
        take(Requests.provisionCoolingOff(number(1), TODAY).withSiteId("a.b"));
        take(Requests.provisionCoolingOff(number(2), TODAY).withSiteId("a.b"));

        // On a slow machine a tick is over with the first.
        assertThat(Stream.of(told(), told()).flatMap(List::stream))
                .extracting(SiteStock::siteId, SiteStock::returning)
                .containsExactlyInAnyOrder(
                        tuple("a", List.of(new Returning(TODAY, 1))), tuple("a.b", List.of(new Returning(TODAY, 2))));
    }

    @Test
    void whatWasDueWhenTheTaskWasLostIsToldOnceItIsBack() {
        provision(3);

        topologies.restart(now);

        assertThat(told()).extracting(SiteStock::free).containsExactly(3L);
    }

    @Test
    void isToldAgainWhereLowMeansSomethingElse() {
        provision(3);
        told();

        topologies.restart(now, new StockPolicy(3));

        assertThat(told()).extracting(SiteStock::low).containsExactly(false);
    }

    private void provision(int count) {
        IntStream.range(0, count).forEach(i -> take(Requests.provision(number(i))));
    }

    private List<SiteStock> told() {
        pass(StockReport.TICK);
        return topologies.stocks();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        carry(topologies.tick(time));
    }

    private void take(ActionRequest request) {
        carry(List.of(topologies.wire(request)));
    }

    private void carry(List<Wire> produced) {
        Deque<Wire> onTheirWay = new ArrayDeque<>(produced);
        while (!onTheirWay.isEmpty()) {
            Wire wire = onTheirWay.remove();
            if (HOPS.contains(wire.topic()) || Topics.INPUTS.contains(wire.topic())) {
                onTheirWay.addAll(topologies.deliver(wire, now));
            }
        }
    }

    private static String number(int index) {
        return "+44207946%04d".formatted(index);
    }
}
