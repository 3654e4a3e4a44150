package io.ringfence.topology;

import static io.ringfence.support.requests.Requests.ACORN;
import static io.ringfence.support.requests.Requests.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.requests.SentOrder;
import io.ringfence.support.streams.TopologyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders from the topic to their outcome, with nothing else going on. */
class VoiceServicesTest {
    private static final Party BLUEBELL = new Party(PartyType.OCCUPIER, "bluebell", "Bluebell Books");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TopologyFixture(stateDirectory, NOON, 1);
        IntStream.range(0, 6).forEach(i -> topology.publish(Requests.provision(number(i))));
        topology.changes();
    }

    @AfterEach
    void stop() {
        assertThat(topology.rejections()).as("an order leaves none").isEmpty();
        assertNothingIsLeftInProgress();
        topology.close();
    }

    @Test
    void addGivesTheLowestNumbersAndPutsThemIntoService() {
        VoiceServiceOrder order = Orders.add(ACORN, 2);

        VoiceServiceOutcome outcome = outcome(order);

        assertThat(outcome.orderId()).isEqualTo(order.orderId());
        assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(outcome.code()).isNull();
        assertThat(outcome.phoneNumbers()).containsExactly(number(0), number(1));
        assertThat(outcome.mainNumber()).isNull();
        assertThat(topology.changes())
                .extracting(StateChange::action)
                .containsExactly(Action.ALLOCATE, Action.ALLOCATE, Action.ACTIVATE, Action.ACTIVATE);
        assertThat(state(0).status()).isEqualTo(Status.ACTIVE);
        assertThat(state(1).allocatedTo()).isEqualTo(ACORN);
    }

    @Test
    void addLeavesTheNumbersReservedWhereTheyAreNotToBeActivated() {
        VoiceServiceOutcome outcome = outcome(Orders.addReserved(ACORN, 1, true));

        assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(outcome.phoneNumbers()).containsExactly(number(0), number(1));
        assertThat(outcome.mainNumber()).isEqualTo(number(0));
        assertThat(state(0).status()).isEqualTo(Status.RESERVED);
        assertThat(state(1).status()).isEqualTo(Status.RESERVED);
    }

    @Test
    void addTakesTheLowestNominatedNumberAsMainNumber() {
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(4)));
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(5)));

        VoiceServiceOutcome outcome = outcome(Orders.addWithMainNumber(ACORN, 2));

        assertThat(outcome.phoneNumbers()).containsExactly(number(0), number(1), number(4));
        assertThat(outcome.mainNumber()).isEqualTo(number(4));
        assertThat(state(4).status()).isEqualTo(Status.ACTIVE);
        assertThat(state(5).status()).isEqualTo(Status.AVAILABLE);
    }

    @Test
    void addNominatesTheLowestWhereNoneIsNominated() {
        VoiceServiceOutcome outcome = outcome(Orders.addWithMainNumber(ACORN, 2));

        assertThat(outcome.phoneNumbers()).containsExactly(number(0), number(1), number(2));
        assertThat(outcome.mainNumber()).isEqualTo(number(0));
        assertThat(state(0).mainNumber()).isTrue();
        assertThat(state(0).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void addPassesOverWhatCannotBeAllocated() {
        topology.publish(Requests.of(Action.LOCK, number(0)));
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(1)));
        topology.publish(Requests.startCoolingOff(number(2), LocalDate.parse("2026-03-10")));
        topology.publish(Requests.allocate(number(3), BLUEBELL));

        assertThat(outcome(Orders.add(ACORN, 2)).phoneNumbers()).containsExactly(number(4), number(5));
    }

    @Test
    void numberWhoseCoolingOffIsOverCountsThoughTheClockHasNotRun() {
        topology.publish(Requests.startCoolingOff(number(0), LocalDate.parse("2026-03-10")));
        topology.advanceRecordsOnly(Duration.ofDays(1));

        assertThat(outcome(Orders.add(ACORN, 1)).phoneNumbers()).containsExactly(number(0));
        assertThat(topology.changes())
                .extracting(StateChange::action)
                .containsSubsequence(Action.END_COOLING_OFF, Action.ALLOCATE, Action.ACTIVATE);
    }

    @Test
    void addIsNotNeededWhereThePartyHasANumberInService() {
        topology.publish(Requests.allocate(number(5), new Party(ACORN.type(), ACORN.id(), "Under another name")));
        topology.publish(Requests.of(Action.ACTIVATE, number(5)));
        topology.changes();

        VoiceServiceOutcome outcome = outcome(Orders.add(ACORN, 2));

        assertThat(outcome.result()).isEqualTo(OrderResult.NOT_NEEDED);
        assertThat(outcome.phoneNumbers()).isEmpty();
        assertThat(topology.changes()).isEmpty();
    }

    @Test
    void addUsesWhatThePartyHasReservedFirst() {
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(0)));
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(5)));
        topology.publish(Requests.allocate(number(5), ACORN));
        topology.publish(Requests.allocate(number(4), ACORN));
        topology.changes();

        VoiceServiceOutcome outcome = outcome(Orders.addWithMainNumber(ACORN, 2));

        assertThat(outcome.phoneNumbers()).containsExactly(number(1), number(4), number(5));
        assertThat(outcome.mainNumber()).isEqualTo(number(5));
        assertThat(topology.changes())
                .extracting(StateChange::action)
                .containsExactly(Action.ALLOCATE, Action.ACTIVATE, Action.ACTIVATE, Action.ACTIVATE);
    }

    @Test
    void shortageLeavesWhatWasReserved() {
        topology.publish(Requests.allocate(number(4), ACORN));
        topology.changes();

        VoiceServiceOutcome outcome = outcome(Orders.add(ACORN, 7));

        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INSUFFICIENT_NUMBERS);
        assertThat(outcome.message()).contains("7", "6");
        assertThat(topology.changes()).isEmpty();
        assertThat(state(4).allocatedTo()).isEqualTo(ACORN);
    }

    @Test
    void addGivesTheChosenNumbersAndNoOthers() {
        topology.publish(Requests.allocate(number(5), ACORN));
        topology.changes();

        VoiceServiceOutcome outcome =
                outcome(Orders.addChosen(ACORN, number(3), List.of(number(5), number(3), number(2))));

        assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(outcome.phoneNumbers()).containsExactly(number(2), number(3), number(5));
        assertThat(outcome.mainNumber()).isEqualTo(number(3));
        assertThat(state(0).status()).isEqualTo(Status.AVAILABLE);
        assertThat(state(2).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void chosenNumberThatCannotBeHadIsNamedWithItsReason() {
        topology.publish(Requests.of(Action.LOCK, number(3)));
        topology.changes();

        VoiceServiceOutcome outcome = outcome(Orders.addChosen(ACORN, null, List.of(number(2), number(3))));

        assertThat(outcome.result()).isEqualTo(OrderResult.REJECTED);
        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.NUMBER_NOT_AVAILABLE);
        assertThat(outcome.message()).contains(number(3), "locked");
        assertThat(topology.changes()).isEmpty();
    }

    /** What follows from one record is bounded. */
    @Test
    void largeOrderGoesOnInTicks() {
        IntStream.range(6, 900).forEach(i -> topology.publish(Requests.provision(number(i))));
        topology.changes();

        topology.publish(Orders.addWithMainNumber(ACORN, 899));

        assertThat(topology.orderOutcomes()).isEmpty();
        assertThat(topology.changes()).isEmpty();
        List<VoiceServiceOutcome> outcomes = ticksUntilOutcome();
        assertThat(outcomes).extracting(VoiceServiceOutcome::result).containsExactly(OrderResult.FULFILLED);
        assertThat(outcomes.get(0).phoneNumbers()).hasSize(900);
        assertThat(topology.changes()).hasSize(2 * 900 + 1);

        topology.publish(Orders.cease(ACORN, null));

        assertThat(ticksUntilOutcome().get(0).phoneNumbers()).hasSize(900);
        assertThat(topology.changes()).hasSize(900);
        for (int i = 0; i < 900; i++) {
            // How much is cleared away in a tick is a matter of time.
            topology.advance(Turns.TICK);
        }
    }

    private List<VoiceServiceOutcome> ticksUntilOutcome() {
        List<VoiceServiceOutcome> outcomes = topology.orderOutcomes();
        for (int tick = 0; tick < 1_000 && outcomes.isEmpty(); tick++) {
            topology.advance(Turns.TICK);
            outcomes = topology.orderOutcomes();
        }
        return outcomes;
    }

    @Test
    void shortageTellsHowManyThereWereAndTakesNothing() {
        VoiceServiceOutcome outcome = outcome(Orders.addWithMainNumber(ACORN, 6));

        assertThat(outcome.result()).isEqualTo(OrderResult.REJECTED);
        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INSUFFICIENT_NUMBERS);
        assertThat(outcome.message()).contains("7", "6");
        assertThat(outcome.phoneNumbers()).isEmpty();
        assertThat(topology.changes()).isEmpty();
        assertThat(outcome(Orders.add(BLUEBELL, 6)).result())
                .as("nothing is kept from another order")
                .isEqualTo(OrderResult.FULFILLED);
    }

    @Test
    void ceasePutsEveryNumberIntoCoolingOffWhateverItsStatus() {
        topology.publish(Requests.of(Action.NOMINATE_MAIN_NUMBER, number(0)));
        topology.publish(Requests.allocate(number(0), ACORN));
        topology.publish(Requests.allocate(number(1), ACORN));
        topology.publish(Requests.of(Action.ACTIVATE, number(1)));
        topology.publish(Requests.allocate(number(2), ACORN));
        topology.publish(Requests.of(Action.ACTIVATE, number(2)));
        topology.publish(Requests.assign(number(2), "someone"));
        topology.publish(Requests.allocate(number(3), BLUEBELL));

        VoiceServiceOutcome outcome = outcome(Orders.cease(ACORN, LocalDate.parse("2026-03-20")));

        assertThat(outcome.result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(outcome.phoneNumbers()).containsExactly(number(0), number(1), number(2));
        assertThat(outcome.mainNumber()).isEqualTo(number(0));
        assertThat(IntStream.range(0, 3).mapToObj(this::state)).allSatisfy(number -> {
            assertThat(number.status()).isEqualTo(Status.COOLDOWN);
            assertThat(number.coolingOffDate()).isEqualTo("2026-03-20");
        });
        assertThat(state(3).status()).isEqualTo(Status.RESERVED);
    }

    @Test
    void ceaseCoolsOffForThirtyDaysUnlessTold() {
        outcome(Orders.add(ACORN, 1));

        outcome(Orders.cease(ACORN, null));

        assertThat(state(0).coolingOffDate()).isEqualTo("2026-04-09");
    }

    @Test
    void ceaseIsNotNeededWhereThePartyHasNone() {
        assertThat(outcome(Orders.cease(ACORN, null)).result()).isEqualTo(OrderResult.NOT_NEEDED);
    }

    @Test
    void ceaseOnADateThatHasPassedIsInvalid() {
        VoiceServiceOutcome outcome = outcome(Orders.cease(ACORN, LocalDate.parse("2026-03-09")));

        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INVALID_REQUEST);
        assertThat(outcome.message()).contains("coolingOffDate");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001, 10_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void quantityOutOfBoundsIsInvalid(int quantity) {
        VoiceServiceOutcome outcome = outcome(Orders.addWithMainNumber(ACORN, quantity));

        assertThat(outcome.result()).isEqualTo(OrderResult.REJECTED);
        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INVALID_REQUEST);
        assertThat(outcome.message()).contains("quantity");
    }

    @Test
    void orderForAnotherSiteThanItsKeyIsInvalid() {
        topology.publish(new SentOrder("elsewhere", Orders.add(ACORN, 1)));
        VoiceServiceOutcome outcome = topology.orderOutcomes().get(0);

        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INVALID_REQUEST);
        assertThat(outcome.siteId()).isEqualTo(SITE);
    }

    @Test
    void orderWithoutAPartyIsInvalid() {
        VoiceServiceOutcome outcome = outcome(Orders.add(null, 1));

        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INVALID_REQUEST);
        assertThat(outcome.message()).contains("party");
        assertThat(outcome.party()).isNull();
    }

    @Test
    void unknownSiteIsRejected() {
        VoiceServiceOutcome outcome = outcome(Orders.add(ACORN, 1).withSiteId("atlantis"));

        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.UNKNOWN_SITE);
    }

    @Test
    void orderThatIsSentAgainIsNotCarriedOutAgain() {
        VoiceServiceOrder order = Orders.add(ACORN, 1);
        outcome(order);
        topology.changes();

        topology.publish(order);
        outcome(Orders.cease(ACORN, null));
        topology.publish(order);

        assertThat(topology.orderOutcomes()).isEmpty();
    }

    /** Put into the store by hand: the driver ends each order before it takes the next. */
    @Test
    void manyThatWaitForOnePartyAreWorkedOffBitByBit() {
        KeyValueStore<String, VoiceServiceOrder> waiting =
                topology.driver().getKeyValueStore(StateStores.WAITING_ORDERS.name());
        for (int i = 0; i < 2 * OrderBook.TURNS_AT_ONCE; i++) {
            waiting.put(SiteKey.waiting(SiteKey.party(SITE, ACORN), 1_000 + i), Orders.cease(ACORN, null));
        }

        topology.publish(Orders.cease(ACORN, null));
        assertThat(topology.orderOutcomes()).isEmpty();
        topology.advance(Turns.TICK);
        topology.advance(Turns.TICK);
        topology.advance(Turns.TICK);

        assertThat(topology.orderOutcomes())
                .hasSize(2 * OrderBook.TURNS_AT_ONCE + 1)
                .extracting(VoiceServiceOutcome::result)
                .containsOnly(OrderResult.NOT_NEEDED);
    }

    @Test
    void orderIdWithOtherContentIsRejected() {
        VoiceServiceOrder order = Orders.add(ACORN, 1);
        outcome(order);

        VoiceServiceOutcome outcome = outcome(Orders.add(BLUEBELL, 1).withOrderId(order.orderId()));

        assertThat(outcome.code()).isEqualTo(OrderRejectionCode.REQUEST_ID_REUSED);
    }

    @Test
    void whatIsNoOrderIsADeadLetter() {
        topology.publish(
                Topics.ORDERS,
                new TestRecord<>(TopologyFixture.bytes(SITE), topology.encoded(Requests.provision(number(0))), NOON));
        topology.publish(Topics.ORDERS, new TestRecord<>(TopologyFixture.bytes(SITE), null, NOON));
        topology.publish(Topics.ORDERS, new TestRecord<>(null, topology.encoded(Orders.add(ACORN, 1)), NOON));

        assertThat(topology.deadLetters()).hasSize(3);
        assertThat(topology.orderOutcomes()).isEmpty();
    }

    private VoiceServiceOutcome outcome(VoiceServiceOrder order) {
        topology.publish(order);
        List<VoiceServiceOutcome> outcomes = topology.orderOutcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private PhoneNumber state(int index) {
        return topology.number(number(index)).number();
    }

    private void assertNothingIsLeftInProgress() {
        for (String store : List.of(
                StateStores.WAITING_ORDERS.name(),
                StateStores.ORDERS_IN_PROGRESS.name(),
                StateStores.ORDER_PICKS.name(),
                StateStores.PICKS.name())) {
            try (var all =
                    topology.driver().<String, Object>getKeyValueStore(store).all()) {
                assertThat(all.hasNext()).as(store).isFalse();
            }
        }
    }

    private static String number(int index) {
        return "+44207946%04d".formatted(index);
    }
}
