package io.ringfence.domain;

import static io.ringfence.domain.OrderFixture.PARTY;
import static io.ringfence.domain.OrderFixture.add;
import static io.ringfence.domain.OrderFixture.at;
import static io.ringfence.domain.OrderFixture.chosen;
import static io.ringfence.domain.OrderFixture.fill;
import static io.ringfence.domain.OrderFixture.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Orders whose changes the voice platform has to carry out, and cannot always. */
class OrderFulfilmentTest {
    private final SiteInMemory site =
            new SiteInMemory(Set.of(Action.ALLOCATE, Action.DEALLOCATE, Action.ACTIVATE, Action.NOMINATE_MAIN_NUMBER));

    @Test
    void comesToTheSameWhereThePlatformCanDoAll() {
        fill(site, 5);

        run(add(2, true));

        assertFulfilled(at(0), at(0), at(1), at(2));
    }

    @Test
    void takesAnotherForANumberThatCannotBeAllocated() {
        fill(site, 5);
        site.fail(Action.ALLOCATE, at(0));

        run(add(2, false));

        assertFulfilled(null, at(1), at(2));
        assertThat(status(at(0))).isEqualTo(Status.AVAILABLE);
    }

    @Test
    void givesBackANumberThatCannotBeActivatedAndTakesAnother() {
        fill(site, 5);
        site.fail(Action.ACTIVATE, at(0));

        run(add(2, false));

        assertFulfilled(null, at(1), at(2));
        assertThat(status(at(0))).isEqualTo(Status.AVAILABLE);
        assertThat(site.outcome().message()).doesNotContain(at(0));
    }

    @Test
    void namesANumberThatCannotBeGivenBackEither() {
        fill(site, 5);
        site.fail(Action.ACTIVATE, at(0));
        site.fail(Action.DEALLOCATE, at(0));

        run(add(2, false));

        assertFulfilled(null, at(1), at(2));
        assertThat(status(at(0))).as("stays as it is").isEqualTo(Status.RESERVED);
        assertThat(site.outcome().message()).contains("could not take back " + at(0));
    }

    @Test
    void leavesANumberThatThePartyHadBeforeAsItWas() {
        fill(site, 3);
        site.add(number(9, Status.RESERVED, PARTY, false));
        site.fail(Action.ACTIVATE, at(9));

        run(add(1, false));

        assertFulfilled(null, at(0));
        assertThat(status(at(9))).isEqualTo(Status.RESERVED);
    }

    @Test
    void makesAnotherTheMainNumberWhereTheFirstCannotBe() {
        fill(site, 5);
        site.fail(Action.NOMINATE_MAIN_NUMBER, at(0));

        run(add(1, true));

        assertThat(site.outcome().result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(site.outcome().mainNumber()).isNotNull().isNotEqualTo(at(0));
        assertThat(site.outcome().phoneNumbers()).hasSize(2).doesNotContain(at(0));
        assertThat(status(at(0))).isEqualTo(Status.AVAILABLE);
    }

    @Test
    void isUndoneWhereThePlatformFailsUntilThereIsNoOtherLeft() {
        fill(site, 3);
        site.fail(Action.ACTIVATE, at(1));
        site.fail(Action.ACTIVATE, at(2));
        site.fail(Action.DEALLOCATE, at(2));

        run(add(2, false));

        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.INSUFFICIENT_NUMBERS);
        assertThat(site.outcome().phoneNumbers()).isEmpty();
        assertThat(site.outcome().message()).contains("could not take back " + at(2));
        assertThat(List.of(status(at(0)), status(at(1)), status(at(2))))
                .containsExactly(Status.AVAILABLE, Status.AVAILABLE, Status.RESERVED);
    }

    @Test
    void namesTheNumberAndThePlatformsReasonWhereItWasChosen() {
        fill(site, 3);
        site.fail(Action.ACTIVATE, at(1));

        run(chosen(null, at(0), at(1)));

        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.NUMBER_NOT_AVAILABLE);
        assertThat(site.outcome().message()).contains(at(1)).contains("Line fault.");
        assertThat(status(at(0))).isEqualTo(Status.AVAILABLE);
        assertThat(status(at(1))).isEqualTo(Status.AVAILABLE);
    }

    /** It may take hours: others must be able to ask meanwhile. */
    @Test
    void whatWaitsForThePlatformIsNotOnItsWay() {
        fill(site, 5);
        site.holdClaims();

        site.order(add(3, false));
        site.decideAll();

        assertThat(site.outcome()).isNull();
        assertThat(site.awaited()).isZero();

        site.answerClaims();
        site.decideAll();
        assertFulfilled(null, at(0), at(1), at(2));
    }

    @Test
    void isRefusedBeforeAnyNumberIsTouchedWhereThePartyIsNotEntitledToSoMany() {
        fill(site, 5);
        site.entitle(2);

        run(add(2, true));

        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.NO_VOICE_SERVICE);
        assertThat(site.outcome().message()).contains("3").contains("2");
        assertThat(site.changes()).isEmpty();
    }

    @Test
    void takesAsManyAsThePartyIsEntitledTo() {
        fill(site, 5);
        site.entitle(3);

        run(add(2, true));

        assertThat(site.outcome().result()).isEqualTo(OrderResult.FULFILLED);
    }

    private void run(VoiceServiceOrder order) {
        site.order(order);
        site.decideAll();
        assertThat(site.hasNothingLeft()).as("nothing left").isTrue();
    }

    private Status status(String phoneNumber) {
        return site.number(phoneNumber).orElseThrow().status();
    }

    private void assertFulfilled(String mainNumber, String... phoneNumbers) {
        VoiceServiceOutcome outcome = site.outcome();
        assertThat(outcome.result()).as("%s", outcome).isEqualTo(OrderResult.FULFILLED);
        assertThat(outcome.phoneNumbers()).containsExactly(phoneNumbers);
        assertThat(outcome.mainNumber()).isEqualTo(mainNumber);
        assertThat(outcome.phoneNumbers())
                .allSatisfy(phoneNumber -> assertThat(status(phoneNumber)).isEqualTo(Status.ACTIVE));
    }
}
