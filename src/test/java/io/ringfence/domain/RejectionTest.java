package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.OTHER_SITE;
import static io.ringfence.domain.Fixture.RULES;
import static io.ringfence.domain.Fixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ringfence.domain.Fixture.RequestBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rejected sender is told: enough to recognise the request, and nothing about another site's number. */
class RejectionTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("hiding")
    void hidesTheNumber(RejectionCode code, RequestBuilder request) {
        Rejection rejection = Fixture.rejected(available(), request.build());

        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.current()).isNull();
        assertThat(rejection.allowedActions()).isEmpty();
    }

    static Stream<Arguments> hiding() {
        return Stream.of(
                arguments(
                        RejectionCode.INVALID_REQUEST,
                        Fixture.request(Action.LOCK).requestId(null)),
                arguments(
                        RejectionCode.NOT_PERMITTED,
                        Fixture.request(Action.LOCK).channel(Channel.ACTIONS)),
                arguments(RejectionCode.WRONG_SITE, Fixture.request(Action.LOCK).siteId(OTHER_SITE)));
    }

    @Test
    void hasNothingToShowOfAnUnknownNumber() {
        Rejection rejection = Fixture.rejected(Fixture.outcome(
                RULES, NumberEntry.UNSEEN, Fixture.request(Action.LOCK).build(), NOW));

        assertThat(rejection.code()).isEqualTo(RejectionCode.UNKNOWN_NUMBER);
        assertThat(rejection.current()).isNull();
        assertThat(rejection.allowedActions()).isEmpty();
    }

    /** One request for every other code; that each has its state is the table's to say. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("showing")
    void showsTheNumberAndWhatItsSenderMayAsk(
            RejectionCode code, PhoneNumberBuilder builder, RequestBuilder request, List<Action> allowed) {
        PhoneNumber number = builder.build();

        Rejection rejection = Fixture.rejected(number, request.build());

        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.current()).isEqualTo(number);
        assertThat(rejection.allowedActions()).isEqualTo(allowed);
    }

    static Stream<Arguments> showing() {
        List<Action> providersOnAvailable = List.of(Action.WITHDRAW, Action.LOCK, Action.START_COOLING_OFF);
        List<Action> operatorsOnReserved = List.of(Action.NOMINATE_MAIN_NUMBER, Action.DEALLOCATE, Action.ACTIVATE);
        return Stream.of(
                arguments(
                        RejectionCode.ALREADY_PROVISIONED,
                        Fixture.number(Status.AVAILABLE),
                        Fixture.request(Action.PROVISION),
                        providersOnAvailable),
                arguments(
                        RejectionCode.VERSION_CONFLICT,
                        Fixture.number(Status.RESERVED),
                        Fixture.request(Action.ACTIVATE).expectedVersion(1),
                        operatorsOnReserved),
                arguments(
                        RejectionCode.CHANGE_IN_PROGRESS,
                        Fixture.number(Status.RESERVED).changeInProgress(Fixture.changeInProgress()),
                        Fixture.request(Action.ACTIVATE),
                        List.of()),
                arguments(
                        RejectionCode.LOCKED,
                        Fixture.number(Status.AVAILABLE).locked(true),
                        Fixture.request(Action.ALLOCATE),
                        List.of()),
                arguments(
                        RejectionCode.INVALID_STATUS,
                        Fixture.number(Status.RESERVED),
                        Fixture.request(Action.UNASSIGN_USER),
                        operatorsOnReserved),
                arguments(
                        RejectionCode.INVALID_STATUS,
                        Fixture.number(Status.AVAILABLE),
                        Fixture.request(Action.END_COOLING_OFF),
                        providersOnAvailable));
    }

    /** The provider serves all sites, and a number stands at one of them. */
    @Test
    void showsTheProviderThatANumberIsProvisionedElsewhere() {
        PhoneNumber number = available();

        Rejection rejection = Fixture.rejected(
                number, Fixture.request(Action.PROVISION).siteId(OTHER_SITE).build());

        assertThat(rejection.code()).isEqualTo(RejectionCode.ALREADY_PROVISIONED);
        assertThat(rejection.siteId()).isEqualTo(OTHER_SITE);
        assertThat(rejection.current()).isEqualTo(number);
        assertThat(rejection.current().siteId()).isEqualTo(SITE);
        assertThat(rejection.allowedActions()).containsExactly(Action.WITHDRAW, Action.LOCK, Action.START_COOLING_OFF);
    }

    @Test
    void cutsTextsThatItRepeats() {
        Envelope request = Fixture.request(Action.LOCK)
                .keyAndPhoneNumber("1".repeat(257))
                .siteId("2".repeat(5_000))
                .requestedBy("3".repeat(5_000))
                .build();

        Rejection rejection = Fixture.rejected(available(), request);

        assertThat(rejection.phoneNumber()).isEqualTo("1".repeat(256));
        assertThat(rejection.siteId()).isEqualTo("2".repeat(256));
        assertThat(rejection.requestedBy()).isEqualTo("3".repeat(256));
        assertThat(rejection.message()).hasSizeLessThan(500);
    }

    @Test
    void cutsBetweenCharactersNotWithinThem() {
        String telephone = "\uD83D\uDCDE";
        Envelope request = Fixture.request(Action.LOCK)
                .requestedBy("x" + telephone.repeat(300))
                .build();

        assertThat(Fixture.rejected(available(), request).requestedBy()).isEqualTo("x" + telephone.repeat(255));
    }

    @Test
    void repeatsTextsOfTheGreatestLengthInFull() {
        Envelope request = Fixture.request(Action.LOCK)
                .requestId(null)
                .requestedBy("x".repeat(256))
                .build();

        assertThat(Fixture.rejected(available(), request).requestedBy()).isEqualTo("x".repeat(256));
    }

    /** A rejection's texts cannot be null on the wire. */
    @Test
    void survivesARequestThatSaysNothing() {
        Envelope request = Fixture.request(Action.LOCK)
                .requestId(null)
                .phoneNumber(null)
                .siteId(null)
                .requestedBy(null)
                .build();

        Rejection rejection = Fixture.rejected(available(), request);

        assertThat(rejection.requestId()).isNull();
        assertThat(rejection.phoneNumber()).isEmpty();
        assertThat(rejection.siteId()).isEmpty();
        assertThat(rejection.requestedBy()).isEmpty();
    }

    private static PhoneNumber available() {
        return Fixture.number(Status.AVAILABLE).build();
    }
}
