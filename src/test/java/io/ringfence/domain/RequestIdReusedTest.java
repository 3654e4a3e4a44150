package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.OTHER_SITE;
import static io.ringfence.domain.Fixture.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rejection of a used request id. It precedes all rules, so nothing says yet that the sender knows the number. */
class RequestIdReusedTest {
    private final PhoneNumber number = Fixture.number(Status.RESERVED).build();

    @Test
    void showsTheNumberToASenderWhoNamesItsSite() {
        Envelope request = Fixture.request(Action.ACTIVATE).build();

        Rejection rejection = Fixture.rejected(reused(number, request));

        assertThat(rejection)
                .isEqualTo(expected(
                        request,
                        rejection.message(),
                        number,
                        List.of(Action.NOMINATE_MAIN_NUMBER, Action.DEALLOCATE, Action.ACTIVATE)));
    }

    @Test
    void listsWhatTheSendersOwnChannelMayAsk() {
        Envelope request = Fixture.request(Action.WITHDRAW).build();

        assertThat(reused(number, request).allowedActions()).containsExactly(Action.START_COOLING_OFF);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {OTHER_SITE, ""})
    void showsNothingToASenderWhoDoesNot(String siteId) {
        Envelope request = Fixture.request(Action.ACTIVATE).siteId(siteId).build();

        Rejection rejection = Fixture.rejected(reused(number, request));

        assertThat(rejection.code()).isEqualTo(RejectionCode.REQUEST_ID_REUSED);
        assertThat(rejection.current()).isNull();
        assertThat(rejection.allowedActions()).isEmpty();
    }

    @Test
    void hasNothingToShowOfAnUnknownNumber() {
        Envelope request = Fixture.request(Action.PROVISION).build();

        Rejection rejection = Fixture.rejected(reused(null, request));

        assertThat(rejection).isEqualTo(expected(request, rejection.message(), null, List.of()));
    }

    @Test
    void comesAfterTheEndOfACoolingOffThatWasDue() {
        PhoneNumber due = number.coolingOff(Fixture.YESTERDAY);
        Envelope request = Fixture.request(Action.ACTIVATE).build();

        Decision decision = RULES.requestIdReused(Fixture.entry(due), request, NOW);

        StateChange ended = decision.coolingOffEnded().orElseThrow();
        assertThat(ended.before()).isEqualTo(due);
        assertThat(((Rejection) decision.verdict()).current()).isEqualTo(ended.after());
    }

    private static Rejection reused(PhoneNumber number, Envelope request) {
        NumberEntry entry = number == null ? NumberEntry.UNSEEN : Fixture.entry(number);
        return (Rejection) RULES.requestIdReused(entry, request, NOW).verdict();
    }

    private static Rejection expected(
            Envelope asked, String message, PhoneNumber current, List<Action> allowedActions) {
        ActionRequest request = asked.request();
        return new Rejection(
                request.requestId(),
                request.phoneNumber(),
                request.siteId(),
                request.action(),
                request.requestedBy(),
                RejectionCode.REQUEST_ID_REUSED,
                message,
                NOW,
                current,
                allowedActions,
                null);
    }
}
