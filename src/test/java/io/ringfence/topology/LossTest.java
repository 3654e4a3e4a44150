package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One record between the topologies is lost, each in its turn. Once the tasks have started again, every request and order has
 * its one outcome, and nothing is left of what went on.
 */
class LossTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    private static final Party ACORN = Requests.ACORN;
    private static final Party BLUEBELL = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");

    /**
     * Something happens to the numbers of a site.
     *
     * @param steps requests, orders, and, as integers, how many records are delivered before the next of them
     */
    private record Scenario(String name, Function<LossySite, List<?>> steps) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario(
                        "claims of which one is refused",
                        site -> List.of(
                                Requests.allocate(site.number(0), ACORN),
                                Requests.of(Action.NOMINATE_MAIN_NUMBER, site.number(0)),
                                20,
                                Requests.of(Action.NOMINATE_MAIN_NUMBER, site.number(1)),
                                Requests.allocate(site.number(1), ACORN))),
                new Scenario(
                        "a claim after another that has ended",
                        site -> List.of(
                                Requests.of(Action.NOMINATE_MAIN_NUMBER, site.number(0)),
                                Requests.allocate(site.number(0), ACORN),
                                20,
                                Requests.of(Action.DEALLOCATE, site.number(0)),
                                20,
                                Requests.allocate(site.number(1), ACORN),
                                Requests.of(Action.NOMINATE_MAIN_NUMBER, site.number(1)))),
                new Scenario(
                        "an order that adds and one that ceases",
                        site -> List.of(Orders.addWithMainNumber(ACORN, 2), Orders.cease(ACORN, null))),
                new Scenario(
                        "orders of two parties, of which one is undone",
                        site -> List.of(Orders.addWithMainNumber(ACORN, 1), Orders.addWithMainNumber(BLUEBELL, 2))),
                new Scenario(
                        "an order that waits for a claim",
                        site -> List.of(
                                Requests.of(Action.NOMINATE_MAIN_NUMBER, site.number(0)),
                                20,
                                Requests.allocate(site.number(0), ACORN),
                                1,
                                Orders.cease(ACORN, null))),
                new Scenario(
                        "an order that waits for a claim that is refused",
                        site -> List.of(
                                Requests.of(Action.NOMINATE_MAIN_NUMBER, site.number(0)),
                                Requests.allocate(site.number(0), ACORN),
                                Requests.allocate(site.number(1), ACORN),
                                30,
                                Requests.of(Action.NOMINATE_MAIN_NUMBER, site.number(1)),
                                1,
                                Orders.cease(ACORN, null))),
                new Scenario(
                        "activations of a party that is entitled to one",
                        site -> List.of(
                                Requests.allocate(site.number(0), ACORN),
                                Requests.allocate(site.number(1), ACORN),
                                20,
                                new EntitlementChange("", ACORN, OptionalInt.of(1)),
                                20,
                                Requests.of(Action.ACTIVATE, site.number(0)),
                                Requests.of(Action.ACTIVATE, site.number(1)))),
                new Scenario(
                        "an order that is undone half-way",
                        site -> List.of(
                                Orders.addWithMainNumber(ACORN, 2),
                                3,
                                Requests.startCoolingOff(site.number(1), TODAY),
                                Requests.startCoolingOff(site.number(2), TODAY),
                                Requests.startCoolingOff(site.number(3), TODAY))));
    }

    /** What the topologies wait for is asked after, at any start. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsWaitedForIsAskedAfter(Scenario scenario, @TempDir Path directory) {
        try (SubTopologies topologies = new SubTopologies(directory, Set.of(), NOON)) {
            topologies.tick(PendingRenewal.TICK);
            assertEachLossHeals(scenario, topologies, LossySite.Loss.OF_WHAT_IS_WAITED_FOR);
        }
    }

    /** After an earlier release, what a site has merely not heard of is told as well. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatAnEarlierReleaseHasLostIsTold(Scenario scenario, @TempDir Path directory) {
        try (SubTopologies topologies = new SubTopologies(directory, Set.of(), NOON)) {
            assertEachLossHeals(scenario, topologies, LossySite.Loss.OF_ANYTHING);
        }
    }

    /** The platform is asked once, and answers once: what is lost are the records between the topologies. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("scenarios")
    void whatThePlatformCarriesOutIsAskedAfter(Scenario scenario, @TempDir Path directory) {
        try (SubTopologies topologies = new SubTopologies(directory, SubTopologies.FULFILLED, NOON)) {
            topologies.tick(PendingRenewal.TICK);
            assertEachLossHeals(scenario, topologies, LossySite.Loss.OF_WHAT_IS_WAITED_FOR);
        }
    }

    private static void assertEachLossHeals(Scenario scenario, SubTopologies topologies, LossySite.Loss loss) {
        LossySite complete = new LossySite("complete", 0, topologies, loss, LossySite.NONE, NOON);
        complete.run(scenario.steps().apply(complete));
        assertThat(complete.records()).as("records that can be lost").isPositive();
        List<LossySite> sites = new ArrayList<>(List.of(complete));
        IntStream.range(0, complete.records()).forEach(record -> {
            LossySite site = new LossySite("record-" + record, record + 1, topologies, loss, record, NOON);
            site.run(scenario.steps().apply(site));
            sites.add(site);
        });

        topologies.restart(NOON);
        // Each tick asks after one order.
        for (int tick = 0; tick < 3 * sites.size(); tick++) {
            List<Wire> produced = topologies.tick(PendingRenewal.TICK);
            sites.forEach(site -> site.follow(produced));
        }

        sites.forEach(LossySite::assertAtRest);
        sites.forEach(LossySite::assertEntitlementsHold);
    }
}
