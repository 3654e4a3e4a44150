package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NEXT_WEEK;
import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.NUMBER;
import static io.ringfence.domain.Fixture.OTHER_SITE;
import static io.ringfence.domain.Fixture.RULES;
import static io.ringfence.domain.Fixture.SITE;
import static io.ringfence.domain.Fixture.TODAY;
import static io.ringfence.domain.Fixture.YESTERDAY;
import static io.ringfence.domain.TransitionTable.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ringfence.domain.Fixture.RequestBuilder;
import io.ringfence.domain.TransitionTable.Cell;
import io.ringfence.domain.TransitionTable.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A number cools off until the end of its date and is available from that moment, noticed or not. */
class CoolingOffTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** Still 9 March in New York, 10 March already in UTC. */
    private static final Instant EVENING_IN_NEW_YORK = Instant.parse("2026-03-10T03:59:59.999Z");

    private static final Instant MIDNIGHT_IN_NEW_YORK = Instant.parse("2026-03-10T04:00:00Z");

    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        "UTC,               2026-03-10, 2026-03-11T00:00:00Z",
        "UTC,               2028-02-29, 2028-03-01T00:00:00Z",
        "America/New_York,  2026-01-31, 2026-02-01T05:00:00Z",
        // A day of 23 hours, then one of 25.
        "America/New_York,  2026-03-08, 2026-03-09T04:00:00Z",
        "America/New_York,  2026-11-01, 2026-11-02T05:00:00Z",
        "Pacific/Auckland,  2026-07-01, 2026-07-01T12:00:00Z",
        // The day after begins at one o'clock: there was no midnight.
        "America/Sao_Paulo, 2018-11-03, 2018-11-04T03:00:00Z"
    })
    void endsWithTheDayInThePolicysZone(ZoneId zone, LocalDate date, Instant end) {
        Rules rules = new Rules(new CoolingOffPolicy(zone, 0, 30), Set.of());
        PhoneNumber number =
                Fixture.number(Status.COOLDOWN).coolingOffDate(date).build();
        Envelope allocate = Fixture.request(Action.ALLOCATE).build();
        Instant before = end.minusMillis(1);

        assertThat(rules.endCoolingOff(number, before)).isEmpty();
        assertThat(rules.allowedActions(number, Channel.ACTIONS, before)).isEmpty();
        Decision early = rules.decide(Fixture.entry(number), allocate, Limits.NONE, before);
        assertThat(early.coolingOffEnded()).isEmpty();
        assertThat(Fixture.rejected(early.verdict()).code()).isEqualTo(RejectionCode.COOLING_OFF);

        assertThat(rules.endCoolingOff(number, end)).isPresent();
        assertThat(rules.allowedActions(number, Channel.ACTIONS, end))
                .containsExactly(Action.NOMINATE_MAIN_NUMBER, Action.ALLOCATE);
        Decision late = rules.decide(Fixture.entry(number), allocate, Limits.NONE, end);
        assertThat(late.coolingOffEnded()).isPresent();
        assertThat(late.verdict()).isInstanceOf(StateChange.class);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void endsAsAChangeOfTheSystems(boolean main, boolean locked) {
        PhoneNumber number = over().mainNumber(main).locked(locked).build();

        assertThat(RULES.endCoolingOff(number, NOW))
                .contains(new StateChange(
                        null,
                        NUMBER,
                        SITE,
                        Action.END_COOLING_OFF,
                        "system",
                        8,
                        NOW,
                        number,
                        PhoneNumberBuilder.builder(number)
                                .status(Status.AVAILABLE)
                                .coolingOffDate(null)
                                .version(8)
                                .updatedAt(NOW)
                                .build()));
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "COOLDOWN")
    void hasNothingToEndInAnotherStatus(Status status) {
        assertThat(RULES.endCoolingOff(Fixture.number(status).build(), NOW)).isEmpty();
    }

    @Test
    void hasNothingToEndOfAnUnknownNumber() {
        assertThat(RULES.endCoolingOff(null, NOW)).isEmpty();
    }

    /** The available number's row of the table holds for it, after the change that time makes. */
    @ParameterizedTest(name = "{0} / {1}")
    @MethodSource("cellsOfAvailable")
    void decidesOnANumberWhoseDateHasPassedAsOnAnAvailableOne(State state, Action action, Cell cell) {
        PhoneNumber number = PhoneNumberBuilder.builder(state.number().build())
                .status(Status.COOLDOWN)
                .coolingOffDate(YESTERDAY)
                .build();
        Envelope request = Fixture.request(action).build();

        Decision decision = RULES.decide(Fixture.entry(number), request, Limits.NONE, NOW);

        StateChange ended = decision.coolingOffEnded().orElseThrow();
        assertThat(ended.before()).isEqualTo(number);
        PhoneNumber available = state.number().version(8).updatedAt(NOW).build();
        assertThat(ended.after()).isEqualTo(available);
        cell.check(Fixture.granted(decision, request, NOW), Fixture.entry(available), request.request(), NOW);
    }

    static Stream<Arguments> cellsOfAvailable() {
        return TABLE.cells()
                .filter(cell -> cell.state().status() == Status.AVAILABLE)
                .map(cell -> arguments(cell.state(), cell.action(), cell));
    }

    /** The number is available whatever becomes of the request that made it be looked at. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedEarly")
    void endsBeforeARequestThatSeesNothingOfTheNumber(RejectionCode code, RequestBuilder request) {
        PhoneNumber number = over().build();

        Decision decision = RULES.decide(Fixture.entry(number), request.build(), Limits.NONE, NOW);

        assertThat(decision.coolingOffEnded()).isEqualTo(RULES.endCoolingOff(number, NOW));
        assertThat(decision.coolingOffEnded()).isPresent();
        Rejection rejection = Fixture.rejected(decision.verdict());
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.current()).isNull();
    }

    static Stream<Arguments> refusedEarly() {
        return Stream.of(
                arguments(
                        RejectionCode.INVALID_REQUEST,
                        Fixture.request(Action.ALLOCATE).allocateTo(null)),
                arguments(
                        RejectionCode.NOT_PERMITTED,
                        Fixture.request(Action.ALLOCATE).channel(Channel.PROVISIONING)),
                arguments(
                        RejectionCode.WRONG_SITE,
                        Fixture.request(Action.ALLOCATE).siteId(OTHER_SITE)));
    }

    @Test
    void comparesAnExpectedVersionWithTheOneAfterCoolingOff() {
        NumberEntry entry = Fixture.entry(over().build());
        Envelope sawCooldown =
                Fixture.request(Action.ALLOCATE).expectedVersion(7).build();
        Envelope sawAvailable =
                Fixture.request(Action.ALLOCATE).expectedVersion(8).build();

        Rejection rejection = Fixture.rejected(Fixture.outcome(RULES, entry, sawCooldown, NOW));
        assertThat(rejection.code()).isEqualTo(RejectionCode.VERSION_CONFLICT);
        assertThat(rejection.current().version()).isEqualTo(8);
        assertThat(Fixture.accepted(Fixture.outcome(RULES, entry, sawAvailable, NOW))
                        .version())
                .isEqualTo(9);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("datesThatHaveNotPassed")
    void provisionsIntoCoolingOff(LocalDate date) {
        PhoneNumber after = provisioned(RULES, date, NOW);

        assertThat(after)
                .isEqualTo(Fixture.number(Status.COOLDOWN)
                        .coolingOffDate(date)
                        .version(1)
                        .updatedAt(NOW)
                        .build());
    }

    static Stream<LocalDate> datesThatHaveNotPassed() {
        return Stream.of(TODAY, TODAY.plusDays(1), NEXT_WEEK);
    }

    @Test
    void provisionsAsAvailableWhenTheDateHasPassed() {
        assertThat(provisioned(RULES, YESTERDAY, NOW))
                .isEqualTo(Fixture.number(Status.AVAILABLE)
                        .version(1)
                        .updatedAt(NOW)
                        .build());
    }

    @Test
    void provisionsByTheDayOfThePolicysZone() {
        Rules rules = new Rules(new CoolingOffPolicy(NEW_YORK, 0, 30), Set.of());

        assertThat(provisioned(rules, YESTERDAY, EVENING_IN_NEW_YORK).status()).isEqualTo(Status.COOLDOWN);
        assertThat(provisioned(rules, YESTERDAY, MIDNIGHT_IN_NEW_YORK).status()).isEqualTo(Status.AVAILABLE);
    }

    private static PhoneNumber provisioned(Rules rules, LocalDate date, Instant now) {
        Envelope request =
                Fixture.request(Action.PROVISION).coolingOffDate(date).build();
        Decision decision = rules.decide(NumberEntry.UNSEEN, request, Limits.NONE, now);
        assertThat(decision.coolingOffEnded()).isEmpty();
        return Fixture.accepted(decision.verdict()).after();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("datesThatHaveNotPassed")
    void startsUntilADateThatHasNotPassed(LocalDate date) {
        PhoneNumber after =
                Fixture.accepted(start(RULES, Status.ASSIGNED, date, NOW)).after();

        assertThat(after)
                .isEqualTo(Fixture.number(Status.COOLDOWN)
                        .coolingOffDate(date)
                        .version(8)
                        .updatedAt(NOW)
                        .build());
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNKNOWN", "COOLDOWN"})
    void doesNotStartUntilADateThatHasPassed(Status status) {
        Rejection rejection = Fixture.rejected(start(RULES, status, YESTERDAY, NOW));

        assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_REQUEST);
        assertThat(rejection.message()).contains("coolingOffDate");
        assertThat(rejection.current()).isNull();
        assertThat(rejection.allowedActions()).isEmpty();
    }

    @Test
    void startsByTheDayOfThePolicysZone() {
        Rules rules = new Rules(new CoolingOffPolicy(NEW_YORK, 0, 30), Set.of());

        assertThat(start(rules, Status.ACTIVE, YESTERDAY, EVENING_IN_NEW_YORK)).isInstanceOf(StateChange.class);
        assertThat(start(rules, Status.ACTIVE, YESTERDAY, MIDNIGHT_IN_NEW_YORK)).isInstanceOf(Rejection.class);
    }

    /** That a date has passed is a rule of the action's own: the others come first, its status among them. */
    @Test
    void looksAtTheDateLast() {
        RequestBuilder request = Fixture.request(Action.START_COOLING_OFF).coolingOffDate(YESTERDAY);
        PhoneNumber coolingOff = Fixture.number(Status.COOLDOWN).build();
        PhoneNumber inProgress = Fixture.number(Status.RESERVED)
                .changeInProgress(Fixture.changeInProgress())
                .build();

        assertThat(Fixture.rejected(coolingOff, request.build()).code()).isEqualTo(RejectionCode.INVALID_STATUS);
        assertThat(Fixture.rejected(inProgress, request.build()).code()).isEqualTo(RejectionCode.CHANGE_IN_PROGRESS);
        assertThat(Fixture.rejected(inProgress, request.expectedVersion(6).build())
                        .code())
                .isEqualTo(RejectionCode.VERSION_CONFLICT);
    }

    private static Outcome start(Rules rules, Status status, LocalDate date, Instant now) {
        Envelope request =
                Fixture.request(Action.START_COOLING_OFF).coolingOffDate(date).build();
        return Fixture.outcome(rules, Fixture.entry(Fixture.number(status).build()), request, now);
    }

    @ParameterizedTest(name = "{0} days")
    @CsvSource({"1, 2026-03-11", "30, 2026-04-09"})
    void followsDeallocationForThePolicysDays(int days, LocalDate date) {
        PhoneNumber after = deallocated(new CoolingOffPolicy(ZoneOffset.UTC, days, 30), NOW);

        assertThat(after)
                .isEqualTo(Fixture.number(Status.COOLDOWN)
                        .coolingOffDate(date)
                        .version(8)
                        .updatedAt(NOW)
                        .build());
    }

    @Test
    void doesNotFollowDeallocationWhenThePolicySaysNoDays() {
        assertThat(deallocated(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), NOW))
                .isEqualTo(Fixture.number(Status.AVAILABLE)
                        .version(8)
                        .updatedAt(NOW)
                        .build());
    }

    @Test
    void countsTheDaysInThePolicysZone() {
        CoolingOffPolicy oneDay = new CoolingOffPolicy(NEW_YORK, 1, 30);

        assertThat(deallocated(oneDay, EVENING_IN_NEW_YORK).coolingOffDate()).isEqualTo(TODAY);
        assertThat(deallocated(oneDay, MIDNIGHT_IN_NEW_YORK).coolingOffDate()).isEqualTo(TODAY.plusDays(1));
    }

    private static PhoneNumber deallocated(CoolingOffPolicy policy, Instant now) {
        NumberEntry entry = Fixture.entry(Fixture.number(Status.RESERVED).build());
        return Fixture.accepted(Fixture.outcome(
                        new Rules(policy, Set.of()),
                        entry,
                        Fixture.request(Action.DEALLOCATE).build(),
                        now))
                .after();
    }

    /** A number whose date has passed and that nothing has looked at since. */
    private static PhoneNumberBuilder over() {
        return Fixture.number(Status.COOLDOWN).coolingOffDate(YESTERDAY);
    }
}
