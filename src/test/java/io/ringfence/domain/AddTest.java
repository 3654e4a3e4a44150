package io.ringfence.domain;

import static io.ringfence.domain.OrderFixture.OTHER;
import static io.ringfence.domain.OrderFixture.PARTY;
import static io.ringfence.domain.OrderFixture.add;
import static io.ringfence.domain.OrderFixture.at;
import static io.ringfence.domain.OrderFixture.huntGroup;
import static io.ringfence.domain.OrderFixture.number;
import static io.ringfence.domain.OrderFixture.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An ADD that takes what there is, whatever others do meanwhile. */
class AddTest {
    @Test
    void takesTheLowestAndNominatesTheLowestOfThem() {
        SiteInMemory site = site(5);

        site.order(add(2, true));
        site.decideAll();

        assertFulfilled(site, at(0), at(0), at(1), at(2));
        assertThat(site.changes())
                .extracting(StateChange::action)
                .containsExactly(
                        Action.ALLOCATE,
                        Action.ALLOCATE,
                        Action.ALLOCATE,
                        Action.NOMINATE_MAIN_NUMBER,
                        Action.ACTIVATE,
                        Action.ACTIVATE,
                        Action.ACTIVATE);
    }

    @Test
    void takesWhatIsReservedFirstAndItsMainNumberAsTheMainNumber() {
        SiteInMemory site = site(3);
        site.add(number(1, Status.AVAILABLE, null, true));
        site.add(number(7, Status.RESERVED, PARTY, false));
        site.add(number(8, Status.RESERVED, PARTY, true));

        site.order(add(2, true));
        site.decideAll();

        assertFulfilled(site, at(8), at(0), at(7), at(8));
    }

    @Test
    void takesNoMoreOfTheReservedThanItIsFor() {
        SiteInMemory site = site(3);
        IntStream.range(4, 9).forEach(i -> site.add(number(i, Status.RESERVED, PARTY, false)));

        site.order(add(3, false));
        site.decideAll();

        assertFulfilled(site, null, at(4), at(5), at(6));
        assertThat(site.number(at(7)).orElseThrow().status()).isEqualTo(Status.RESERVED);
    }

    @Test
    void leavesReservedNumbersOfAnotherKind() {
        SiteInMemory site = site(2);
        site.add(huntGroup(0, Status.RESERVED, PARTY));

        site.order(add(1, false));
        site.decideAll();

        assertFulfilled(site, null, at(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "ASSIGNED"})
    void isNotNeededOnceOneIsInService(Status status) {
        SiteInMemory site = site(3);
        site.add(number(9, status, PARTY, false));

        site.order(add(1, false));

        assertThat(site.outcome().result()).isEqualTo(OrderResult.NOT_NEEDED);
        assertThat(site.asked()).isEmpty();
        assertThat(site.hasNothingLeft()).isTrue();
    }

    @Test
    void replacesAPickThatIsLost() {
        SiteInMemory site = site(3);
        site.order(add(2, false));

        site.ask(Action.START_COOLING_OFF, at(0), null);
        site.decideAll();

        assertFulfilled(site, null, at(1), at(2));
    }

    @Test
    void replacesAPickThatIsLostOnceItIsInService() {
        SiteInMemory site = site(4);
        site.order(add(3, false));
        site.decideUntil(Action.ACTIVATE);

        site.ask(Action.START_COOLING_OFF, at(1), null);
        site.decideAll();

        assertFulfilled(site, null, at(0), at(2), at(3));
        assertThat(site.number(at(3)).orElseThrow().status()).isEqualTo(Status.ACTIVE);
    }

    /** Allocated, it would be the party's main number, which nobody ordered. */
    @Test
    void replacesAPickThatSomebodyNominatesMeanwhile() {
        SiteInMemory site = site(3);
        site.order(add(2, false));

        site.ask(Action.NOMINATE_MAIN_NUMBER, at(0), null);
        site.decideAll();

        assertFulfilled(site, null, at(1), at(2));
        assertThat(site.number(at(0)).orElseThrow().allocatedTo()).isNull();
    }

    @Test
    void takesAPickThatSomebodyNominatesMeanwhileWhereItWantsAMainNumber() {
        SiteInMemory site = site(3);
        site.order(add(1, true));

        site.ask(Action.NOMINATE_MAIN_NUMBER, at(1), null);
        site.decideAll();

        assertFulfilled(site, at(1), at(0), at(1));
    }

    @Test
    void nominatesAnewWhenTheMainNumberIsLost() {
        SiteInMemory site = site(4);
        site.order(add(1, true));
        site.decideUntil(Action.ACTIVATE);

        site.ask(Action.REMOVE_MAIN_NUMBER, at(0), null);
        site.decideAll();

        assertFulfilled(site, at(0), at(0), at(1));
    }

    @Test
    void givesBackWhatItTookWhenThereAreTooFewAndLeavesWhatWasReserved() {
        SiteInMemory site = new SiteInMemory(7);
        OrderFixture.fill(site, 2);
        site.add(number(5, Status.RESERVED, PARTY, false));
        site.order(add(2, true));
        site.decideUntil(Action.ACTIVATE);

        site.ask(Action.START_COOLING_OFF, at(1), null);
        site.decideAll();

        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.INSUFFICIENT_NUMBERS);
        assertThat(site.outcome().message()).contains("3", "2");
        PhoneNumber taken = site.number(at(0)).orElseThrow();
        assertThat(taken.status()).as("as it was, whatever the policy").isEqualTo(Status.AVAILABLE);
        assertThat(taken.mainNumber()).isFalse();
        PhoneNumber reserved = site.number(at(5)).orElseThrow();
        assertThat(reserved.status()).isEqualTo(Status.RESERVED);
        assertThat(reserved.allocatedTo()).isEqualTo(PARTY);
        assertThat(site.hasNothingLeft()).isTrue();
    }

    @Test
    void leavesWhatAnotherRequestGaveThePartyMeanwhile() {
        SiteInMemory site = site(2);
        site.order(add(2, false));
        site.ask(Action.ALLOCATE, at(0), PARTY);

        site.ask(Action.ALLOCATE, at(1), OTHER);
        site.decideAll();

        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.INSUFFICIENT_NUMBERS);
        assertThat(site.number(at(0)).orElseThrow().allocatedTo()).isEqualTo(PARTY);
    }

    @Test
    void isUndoneWhenThePartyGetsAMainNumberOtherwise() {
        SiteInMemory site = site(3);
        site.order(add(1, true));
        site.ask(Action.NOMINATE_MAIN_NUMBER, at(2), null);
        site.ask(Action.ALLOCATE, at(2), PARTY);

        site.decideAll();

        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.PARTY_HAS_MAIN_NUMBER);
        assertThat(site.outcome().message()).contains(at(2));
        assertThat(site.number(at(0)).orElseThrow().status()).isEqualTo(Status.AVAILABLE);
        assertThat(site.number(at(2)).orElseThrow().allocatedTo()).isEqualTo(PARTY);
    }

    @Test
    void waitsForAReservedNumberOfWhichSomethingIsDecided() {
        SiteInMemory site = site(2);
        site.add(number(5, Status.RESERVED, PARTY, false));
        site.holdClaims();
        site.ask(Action.NOMINATE_MAIN_NUMBER, at(5), null);
        site.order(add(1, false));
        site.decideAll();
        assertThat(site.outcome()).isNull();

        site.answerClaims();
        site.decideAll();

        assertFulfilled(site, at(5), at(5));
    }

    @Test
    void asksForABoundedNumberAtATime() {
        SiteInMemory site = site(1_001);

        site.order(add(1_000, true));
        site.decideAll();

        assertThat(site.outcome().phoneNumbers()).hasSize(1_001);
        assertThat(site.mostAskedInAStep()).isBetween(1, 250);
        assertThat(site.hasNothingLeft()).isTrue();
    }

    private static void assertFulfilled(SiteInMemory site, String mainNumber, String... numbers) {
        assertThat(site.outcome().result()).as("%s", site.outcome()).isEqualTo(OrderResult.FULFILLED);
        assertThat(site.outcome().phoneNumbers()).containsExactly(numbers);
        assertThat(site.outcome().mainNumber()).isEqualTo(mainNumber);
        assertThat(List.of(numbers)).allSatisfy(number -> {
            assertThat(site.number(number).orElseThrow().status()).isEqualTo(Status.ACTIVE);
            assertThat(site.number(number).orElseThrow().allocatedTo()).isEqualTo(PARTY);
        });
        assertThat(site.hasNothingLeft()).isTrue();
    }
}
