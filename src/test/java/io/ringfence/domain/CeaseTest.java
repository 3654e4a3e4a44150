package io.ringfence.domain;

import static io.ringfence.domain.OrderFixture.OTHER;
import static io.ringfence.domain.OrderFixture.PARTY;
import static io.ringfence.domain.OrderFixture.at;
import static io.ringfence.domain.OrderFixture.cease;
import static io.ringfence.domain.OrderFixture.number;
import static io.ringfence.domain.OrderFixture.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A CEASE, which leaves its party nothing. */
class CeaseTest {
    @Test
    void coolsOffWhateverThePartyHas() {
        SiteInMemory site = site(2);
        site.add(number(3, Status.RESERVED, PARTY, false));
        site.add(number(4, Status.ACTIVE, PARTY, true));
        site.add(number(5, Status.ASSIGNED, PARTY, false));
        site.add(number(6, Status.ACTIVE, OTHER, false));

        site.order(cease(Fixture.NEXT_WEEK));
        site.decideAll();

        assertCeased(site, at(4), at(3), at(4), at(5));
        assertThat(site.number(at(3)).orElseThrow().coolingOffDate()).isEqualTo(Fixture.NEXT_WEEK);
        assertThat(site.number(at(6)).orElseThrow().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void coolsOffForTheDaysOfThePolicy() {
        SiteInMemory site = site(0);
        site.add(number(3, Status.RESERVED, PARTY, false));

        site.order(cease(null));
        site.decideAll();

        assertThat(site.number(at(3)).orElseThrow().coolingOffDate()).isEqualTo(Fixture.TODAY.plusDays(30));
    }

    /** InputType at once, it would be refused; and the claim, granted after that, would leave the party a number. */
    @Test
    void waitsForANumberOfWhichSomethingIsDecided() {
        SiteInMemory site = site(0);
        site.add(number(3, Status.RESERVED, PARTY, false));
        site.holdClaims();
        site.ask(Action.NOMINATE_MAIN_NUMBER, at(3), null);

        site.order(cease(Fixture.NEXT_WEEK));
        assertThat(site.asked()).isEmpty();
        assertThat(site.outcome()).isNull();
        site.answerClaims();
        site.decideAll();

        assertCeased(site, at(3), at(3));
    }

    /** Not the party's yet, but as good as. */
    @Test
    void waitsForANumberThatIsPromisedToTheParty() {
        SiteInMemory site = site(0);
        site.add(number(3, Status.AVAILABLE, null, true));
        site.holdClaims();
        site.ask(Action.ALLOCATE, at(3), PARTY);

        site.order(cease(Fixture.NEXT_WEEK));
        assertThat(site.outcome()).isNull();
        site.answerClaims();
        site.decideAll();

        assertCeased(site, at(3), at(3));
    }

    @Test
    void coolsOffWhatThePartyGetsMeanwhile() {
        SiteInMemory site = site(2);
        site.add(number(3, Status.RESERVED, PARTY, false));
        site.order(cease(Fixture.NEXT_WEEK));

        site.ask(Action.ALLOCATE, at(0), PARTY);
        site.decideAll();

        assertCeased(site, null, at(0), at(3));
    }

    @Test
    void coolsOffAgainWhatThePartyGetsBackMeanwhile() {
        SiteInMemory site = handedBack();

        site.decideAll();

        assertCeased(site, null, at(3), at(4));
    }

    @Test
    void namesWhatItCeasedThoughThePartyGotItBackAndLostItAgain() {
        SiteInMemory site = handedBack();
        site.decideUntilAskedFor(at(3));

        site.ask(Action.DEALLOCATE, at(3), null);
        site.decideAll();

        assertCeased(site, null, at(3), at(4));
    }

    /** Of two numbers one is ceased, ends its cooling off and is the party's again, before the other is ceased. */
    private static SiteInMemory handedBack() {
        SiteInMemory site = site(0);
        site.add(number(3, Status.RESERVED, PARTY, false));
        site.add(number(4, Status.RESERVED, PARTY, false));
        site.order(cease(Fixture.NEXT_WEEK));
        site.decideNext();
        site.ask(Action.END_COOLING_OFF, at(3), null);
        site.ask(Action.ALLOCATE, at(3), PARTY);
        return site;
    }

    @Test
    void isDoneWithANumberOnceThoughThatHasCooledOffBeforeItHearsOfIt() {
        SiteInMemory site = site(0);
        site.add(number(3, Status.RESERVED, PARTY, false));
        site.add(number(4, Status.RESERVED, PARTY, false));
        site.order(cease(Fixture.TODAY));
        site.hearADayLater();
        site.decideNext();

        site.ask(Action.END_COOLING_OFF, at(3), null);
        site.ask(Action.WITHDRAW, at(3), null);
        assertThat(site.outcome()).as("with a number left").isNull();
        site.decideAll();

        assertCeased(site, null, at(3), at(4));
    }

    @Test
    void asksAgainWhereSomebodyWasFaster() {
        SiteInMemory site = site(0);
        site.add(number(3, Status.RESERVED, PARTY, false));
        site.order(cease(Fixture.NEXT_WEEK));

        site.ask(Action.ACTIVATE, at(3), null);
        site.decideAll();

        assertCeased(site, null, at(3));
    }

    @Test
    void leavesWhatIsThePartysNoMore() {
        SiteInMemory site = site(0);
        site.add(number(3, Status.RESERVED, PARTY, false));
        site.order(cease(Fixture.NEXT_WEEK));

        site.ask(Action.DEALLOCATE, at(3), null);
        site.decideAll();

        assertThat(site.outcome().result()).isEqualTo(OrderResult.NOT_NEEDED);
        assertThat(site.number(at(3)).orElseThrow().status()).isEqualTo(Status.AVAILABLE);
        assertThat(site.hasNothingLeft()).isTrue();
    }

    @Test
    void hasABoundedNumberOnItsWay() {
        SiteInMemory site = site(0);
        IntStream.range(0, 3_000).forEach(i -> site.add(number(i, Status.ACTIVE, PARTY, false)));

        site.order(cease(Fixture.NEXT_WEEK));
        site.decideAll();

        assertThat(site.outcome().phoneNumbers()).hasSize(3_000).isSorted();
        assertThat(site.mostAskedInAStep()).isBetween(1, 250);
        assertThat(site.hasNothingLeft()).isTrue();
    }

    private static void assertCeased(SiteInMemory site, String mainNumber, String... numbers) {
        assertThat(site.outcome().result()).as("%s", site.outcome()).isEqualTo(OrderResult.FULFILLED);
        assertThat(site.outcome().phoneNumbers()).containsExactly(numbers);
        assertThat(site.outcome().mainNumber()).isEqualTo(mainNumber);
        assertThat(site.heldBy(PARTY, "")).isEmpty();
        assertThat(site.hasNothingLeft()).isTrue();
    }
}
