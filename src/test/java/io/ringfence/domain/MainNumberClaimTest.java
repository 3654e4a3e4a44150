package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A request that would give a party a main number is decided by the owner of the site. */
class MainNumberClaimTest {
    private static final Instant LATER = NOW.plusMillis(80);
    private static final String HOLDER = "+442079469999";

    private final PhoneNumber reserved = Fixture.number(Status.RESERVED).build();
    private final Envelope nominate =
            Fixture.request(Action.NOMINATE_MAIN_NUMBER).build();

    @Test
    void nominationOfAReservedNumberClaimsForItsParty() {
        PendingChange claim = claim(reserved, nominate);

        assertThat(claim.party()).isEqualTo(reserved.allocatedTo());
        assertThat(claim.number())
                .isEqualTo(reserved.withChangeInProgress(new ChangeInProgress(
                        nominate.request().requestId(), Action.NOMINATE_MAIN_NUMBER, NOW, Question.MAIN_NUMBER)));
    }

    @Test
    void allocationOfANominatedNumberClaimsForThePartyThatIsToHaveIt() {
        PhoneNumber nominated = Fixture.number(Status.AVAILABLE).build().withMainNumber(true);
        Envelope allocate = Fixture.request(Action.ALLOCATE).build();

        assertThat(claim(nominated, allocate).party())
                .isEqualTo(allocate.request().allocateTo());
    }

    @Test
    void whatGivesNoPartyAMainNumberClaimsNothing() {
        PhoneNumber available = Fixture.number(Status.AVAILABLE).build();

        assertThat(verdict(available, nominate)).isInstanceOf(StateChange.class);
        assertThat(verdict(available, Fixture.request(Action.ALLOCATE).build())).isInstanceOf(StateChange.class);
    }

    @Test
    void refusedRequestClaimsNothing() {
        PhoneNumber already = reserved.withMainNumber(true);

        assertThat(Fixture.rejected(verdict(already, nominate)).code()).isEqualTo(RejectionCode.ALREADY_MAIN_NUMBER);
    }

    @Test
    void grantedClaimIsAcceptedAsOfItsAnswer() {
        StateChange change = Fixture.accepted(RULES.settle(pending(), Optional.empty(), Limits.NONE, LATER));

        assertThat(change.before()).as("the previous after").isEqualTo(reserved);
        assertThat(change.after()).isEqualTo(reserved.withMainNumber(true).at(reserved.version() + 1, LATER));
        assertThat(change.requestId()).isEqualTo(nominate.request().requestId());
        assertThat(change.changedAt()).isEqualTo(LATER);
    }

    @Test
    void refusedClaimNamesTheHolderAndChangesNothing() {
        Rejection rejection = Fixture.rejected(
                RULES.settle(pending(), Optional.of(new Objection.MainNumberHeld(HOLDER)), Limits.NONE, LATER));

        assertThat(rejection.code()).isEqualTo(RejectionCode.PARTY_HAS_MAIN_NUMBER);
        assertThat(rejection.heldBy()).isEqualTo(HOLDER);
        assertThat(rejection.current()).isEqualTo(reserved);
        assertThat(rejection.allowedActions())
                .isEqualTo(List.of(Action.NOMINATE_MAIN_NUMBER, Action.DEALLOCATE, Action.ACTIVATE));
        assertThat(pending().withoutPending()).isEqualTo(Fixture.entry(reserved));
    }

    /** Answers go before the requests of a backlog, whose time was long ago. */
    @Test
    void whatIsDecidedAfterTheAnswerDoesNotGoBackBehindIt() {
        StateChange granted = Fixture.accepted(RULES.settle(pending(), Optional.empty(), Limits.NONE, LATER));

        StateChange next = Fixture.accepted(RULES.decide(
                        NumberEntry.after(granted),
                        Fixture.request(Action.ACTIVATE).build(),
                        Limits.NONE,
                        NOW)
                .verdict());

        assertThat(next.changedAt()).isEqualTo(LATER);
        assertThat(next.after().updatedAt()).isEqualTo(LATER);
    }

    /** It may not have arrived. */
    @Test
    void claimIsTheSameWhenItIsMadeAgain() {
        PhoneNumber nominated = Fixture.number(Status.AVAILABLE).build().withMainNumber(true);
        Envelope allocate = Fixture.request(Action.ALLOCATE).build();
        PendingChange claim = claim(nominated, allocate);

        assertThat(RULES.pending(pending())).isEqualTo(claim(reserved, nominate));
        assertThat(RULES.pending(Fixture.entry(nominated).during(claim, allocate)))
                .isEqualTo(claim);
    }

    private NumberEntry pending() {
        return Fixture.entry(reserved).during(claim(reserved, nominate), nominate);
    }

    private static PendingChange claim(PhoneNumber number, Envelope request) {
        Verdict verdict = verdict(number, request);
        assertThat(verdict).isInstanceOf(PendingChange.class);
        return (PendingChange) verdict;
    }

    private static Verdict verdict(PhoneNumber number, Envelope request) {
        return RULES.decide(Fixture.entry(number), request, Limits.NONE, NOW).verdict();
    }
}
