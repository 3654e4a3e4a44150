package io.ringfence.domain;

import static io.ringfence.domain.OrderFixture.OTHER;
import static io.ringfence.domain.OrderFixture.PARTY;
import static io.ringfence.domain.OrderFixture.at;
import static io.ringfence.domain.OrderFixture.chosen;
import static io.ringfence.domain.OrderFixture.huntGroup;
import static io.ringfence.domain.OrderFixture.number;
import static io.ringfence.domain.OrderFixture.site;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An ADD that names its numbers: all of them, or none and why. */
class ChosenTest {
    @Test
    void givesTheNumbersThatItNames() {
        SiteInMemory site = site(5);
        site.add(huntGroup(6, Status.AVAILABLE, null));
        site.add(number(7, Status.RESERVED, PARTY, false));

        site.order(chosen(at(3), at(7), at(3), at(6)));
        site.decideAll();

        assertThat(site.outcome().result()).isEqualTo(OrderResult.FULFILLED);
        assertThat(site.outcome().phoneNumbers()).containsExactly(at(3), at(6), at(7));
        assertThat(site.outcome().mainNumber()).isEqualTo(at(3));
        assertThat(site.hasNothingLeft()).isTrue();
    }

    @Test
    void takesANominatedNumberAsTheMainNumber() {
        SiteInMemory site = site(2);
        site.add(number(1, Status.AVAILABLE, null, true));

        site.order(chosen(at(1), at(0), at(1)));
        site.decideAll();

        assertThat(site.outcome().mainNumber()).isEqualTo(at(1));
        assertThat(site.changes()).extracting(StateChange::action).doesNotContain(Action.NOMINATE_MAIN_NUMBER);
    }

    @Test
    void tellsThatANumberIsNotAtTheSite() {
        assertRejected(site(1), at(7), "not at site", chosen(null, at(0), at(7)));
    }

    @Test
    void tellsWhyANumberCannotBeAllocated() {
        SiteInMemory site = site(1);
        site.add(number(1, Status.ACTIVE, OTHER, false));

        assertRejected(site, at(1), "ACTIVE", chosen(null, at(0), at(1)));
    }

    @Test
    void tellsThatANumberIsPromisedToAnotherOrder() {
        SiteInMemory site = site(2);
        site.pickedByAnother(at(1));

        assertRejected(site, at(1), "another order", chosen(null, at(0), at(1)));
    }

    @Test
    void tellsThatANominatedNumberIsNotTheOneThatIsWanted() {
        SiteInMemory site = site(2);
        site.add(number(1, Status.AVAILABLE, null, true));

        assertRejected(site, at(1), "nominated", chosen(at(0), at(0), at(1)));
    }

    @Test
    void tellsThatTheMainNumberCannotBeNominated() {
        SiteInMemory site = site(1);
        site.add(huntGroup(1, Status.AVAILABLE, null));

        assertRejected(site, at(1), "direct", chosen(at(1), at(0), at(1)));
    }

    @Test
    void tellsThatThePartyHasAnotherMainNumber() {
        SiteInMemory site = site(2);
        site.add(number(5, Status.RESERVED, PARTY, true));

        assertRejected(site, at(0), at(5), chosen(at(0), at(0), at(1)));
    }

    @Test
    void givesAllBackWhenOneIsLostHalfWay() {
        SiteInMemory site = site(3);
        site.add(number(5, Status.RESERVED, PARTY, false));
        site.order(chosen(at(0), at(0), at(1), at(5)));
        site.decideUntil(Action.ACTIVATE);

        site.ask(Action.START_COOLING_OFF, at(1), null);
        site.decideAll();

        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.NUMBER_NOT_AVAILABLE);
        assertThat(site.outcome().message()).contains(at(1), "cools off");
        assertThat(site.number(at(0)).orElseThrow().status()).isEqualTo(Status.AVAILABLE);
        assertThat(site.number(at(0)).orElseThrow().mainNumber()).isFalse();
        assertThat(site.number(at(5)).orElseThrow().status()).isEqualTo(Status.RESERVED);
        assertThat(site.hasNothingLeft()).isTrue();
    }

    private static void assertRejected(SiteInMemory site, String number, String reason, VoiceServiceOrder order) {
        site.order(order);

        assertThat(site.outcome().result()).isEqualTo(OrderResult.REJECTED);
        assertThat(site.outcome().code()).isEqualTo(OrderRejectionCode.NUMBER_NOT_AVAILABLE);
        assertThat(site.outcome().message()).contains(number, reason).matches("\\S+( \\S+){2,}\\.");
        assertThat(site.asked()).isEmpty();
        assertThat(site.hasNothingLeft()).isTrue();
    }
}
