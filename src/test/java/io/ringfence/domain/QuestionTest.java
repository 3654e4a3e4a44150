package io.ringfence.domain;

import static io.ringfence.domain.Fixture.HOLDER;
import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request has to ask of others, one after another, before it is decided. */
class QuestionTest {
    private static final Instant LATER = NOW.plus(Duration.ofDays(3));
    private static final Limits ALL = (siteId, party) -> true;
    private static final Set<Action> OF_THE_OPERATOR = EnumSet.copyOf(Action.of(Channel.ACTIONS));

    private final Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 5, 30), OF_THE_OPERATOR);
    private final PhoneNumber reserved = Fixture.number(Status.RESERVED).build();

    @Test
    void isAskedOfTheSiteFirstAndOfThePlatformNext() {
        Envelope nominate = Fixture.request(Action.NOMINATE_MAIN_NUMBER).build();

        PendingChange first = pending(reserved, nominate);
        PendingChange second = (PendingChange) settled(first, nominate, Optional.empty());
        StateChange change = Fixture.accepted(settled(second, nominate, Optional.empty()));

        assertThat(first.question()).isEqualTo(Question.MAIN_NUMBER);
        assertThat(first.party()).isEqualTo(HOLDER);
        assertThat(second.question()).isEqualTo(Question.FULFILMENT);
        assertThat(second.party()).isNull();
        assertThat(second.number().changeInProgress().since()).isEqualTo(NOW);
        assertThat(change.before()).isEqualTo(reserved);
        assertThat(change.after().mainNumber()).isTrue();
    }

    @Test
    void ofAnEntitlementIsAskedWhereThePartyIsLimited() {
        Envelope activate = Fixture.request(Action.ACTIVATE).build();

        assertThat(pending(reserved, activate).question()).isEqualTo(Question.ENTITLEMENT);
        Verdict unlimited = rules.decide(Fixture.entry(reserved), activate, Limits.NONE, NOW)
                .verdict();
        assertThat(((PendingChange) unlimited).question()).isEqualTo(Question.FULFILMENT);
        Verdict alone = Fixture.RULES
                .decide(Fixture.entry(reserved), activate, Limits.NONE, NOW)
                .verdict();
        assertThat(alone).isInstanceOf(StateChange.class);
    }

    @Test
    void whatOneRefusesIsNotAskedOfTheNext() {
        Envelope activate = Fixture.request(Action.ACTIVATE).build();
        PendingChange first = pending(reserved, activate);

        Rejection rejection = Fixture.rejected(settled(first, activate, Optional.of(new Objection.NotEntitled(4))));

        assertThat(rejection.code()).isEqualTo(RejectionCode.NO_VOICE_SERVICE);
        assertThat(rejection.message()).contains("4").contains(SITE);
        assertThat(rejection.current()).isEqualTo(reserved);
        assertThat(rejection.allowedActions()).contains(Action.DEALLOCATE);
    }

    @Test
    void failureHasThePlatformsMessage() {
        Envelope deallocate = Fixture.request(Action.DEALLOCATE).build();

        Rejection rejection = Fixture.rejected(settled(
                pending(reserved, deallocate),
                deallocate,
                Optional.of(new Objection.NotFulfilled("The line is down."))));

        assertThat(rejection.code()).isEqualTo(RejectionCode.FULFILMENT_FAILED);
        assertThat(rejection.message()).isEqualTo("The line is down.");
        assertThat(rejection.current()).isEqualTo(reserved);
    }

    @Test
    void failureWithoutAMessageHasASentenceAllTheSame() {
        Envelope deallocate = Fixture.request(Action.DEALLOCATE).build();

        Fixture.rejected(
                settled(pending(reserved, deallocate), deallocate, Optional.of(new Objection.NotFulfilled(" "))));
    }

    /** Days later its own time would give another date. */
    @Test
    void whatThePlatformWasAskedForIsWhatComesTrue() {
        Envelope deallocate = Fixture.request(Action.DEALLOCATE).build();
        PendingChange change = pending(reserved, deallocate);

        FulfilmentRequest asked = rules.fulfilment(Fixture.entry(reserved).during(change, deallocate));
        StateChange done = Fixture.accepted(settled(change, deallocate, Optional.empty()));

        assertThat(asked.requestId()).isEqualTo(deallocate.request().requestId());
        assertThat(asked.requestedAt()).isEqualTo(NOW);
        assertThat(asked.current()).isEqualTo(reserved);
        assertThat(asked.proposed().coolingOffDate()).isEqualTo(Fixture.TODAY.plusDays(5));
        assertThat(done.changedAt()).isEqualTo(LATER);
        assertThat(done.after()).isEqualTo(asked.proposed().withUpdatedAt(LATER));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "1, 0, true", "1, 1, false", "3, 2, true", "3, 3, false", "3, 5, false"})
    void ofAnEntitlementIsGrantedWhileFewerAreInService(int voiceServices, long inService, boolean granted) {
        PartyAtSite party = new PartyAtSite(Optional.empty(), OptionalInt.of(voiceServices), inService);

        assertThat(party.objection(Question.ENTITLEMENT, Fixture.NUMBER).isEmpty())
                .isEqualTo(granted);
        assertThat(rules.offer(reserved, party, NOW).available().contains(Action.ACTIVATE))
                .as("offered")
                .isEqualTo(granted);
    }

    @Test
    void ofAnEntitlementIsGrantedWhereNoneIsKnown() {
        PartyAtSite party = new PartyAtSite(Optional.empty(), OptionalInt.empty(), 1_000);

        assertThat(party.objection(Question.ENTITLEMENT, Fixture.NUMBER)).isEmpty();
    }

    @Test
    void answerToAnotherQuestionOfTheRequestIsNone() {
        Envelope activate = Fixture.request(Action.ACTIVATE).build();
        PendingChange change = pending(reserved, activate);
        ChangeInProgress waiting = change.number().changeInProgress();

        assertThat(answer(change, Question.ENTITLEMENT).isTo(activate, waiting)).isTrue();
        assertThat(answer(change, Question.FULFILMENT).isTo(activate, waiting)).isFalse();
        assertThat(new Answer(null, change.phoneNumber(), Question.ENTITLEMENT, Optional.empty())
                        .isTo(activate, waiting))
                .isFalse();
    }

    /** Whatever others have to say, in the end there is an outcome. */
    @Test
    void isForeseenToTheEnd() {
        Envelope activate = Fixture.request(Action.ACTIVATE).build();
        Verdict verdict = pending(reserved, activate);

        assertThat(rules.foreseen(verdict, activate, party -> PartyAtSite.UNHEARD_OF, ALL, NOW))
                .isInstanceOf(StateChange.class);
        PartyAtSite full = new PartyAtSite(Optional.empty(), OptionalInt.of(1), 1);
        assertThat(Fixture.rejected(rules.foreseen(verdict, activate, party -> full, ALL, NOW))
                        .code())
                .isEqualTo(RejectionCode.NO_VOICE_SERVICE);
    }

    private static Answer answer(PendingChange change, Question question) {
        return new Answer(
                change.number().changeInProgress().requestId(), change.phoneNumber(), question, Optional.empty());
    }

    private PendingChange pending(PhoneNumber number, Envelope request) {
        return (PendingChange)
                rules.decide(Fixture.entry(number), request, ALL, NOW).verdict();
    }

    private Verdict settled(PendingChange change, Envelope request, Optional<Objection> objection) {
        return rules.settle(Fixture.entry(reserved).during(change, request), objection, ALL, LATER);
    }
}
