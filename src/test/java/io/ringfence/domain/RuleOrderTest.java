package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.OTHER_SITE;
import static io.ringfence.domain.Fixture.RULES;
import static io.ringfence.domain.TransitionTable.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ringfence.domain.Fixture.RequestBuilder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The first rule that fails is the code, and each rule that looks at no state holds for every action. */
class RuleOrderTest {
    /** The version of {@link Fixture#number}, and one that it is not at. */
    private static final long VERSION = 7;

    private static final long OTHER_VERSION = 6;

    /** One way to break each rule, in the order of the rules; none gets in the way of another. */
    private enum Fault {
        INVALID_REQUEST,
        NOT_PERMITTED,
        UNKNOWN_NUMBER,
        WRONG_SITE,
        VERSION_CONFLICT,
        CHANGE_IN_PROGRESS,
        LOCKED,
        INVALID_STATUS;

        RejectionCode code() {
            return RejectionCode.valueOf(name());
        }

        RequestBuilder in(RequestBuilder request) {
            return switch (this) {
                case INVALID_REQUEST -> request.requestedBy(null);
                case NOT_PERMITTED -> request.channel(Channel.PROVISIONING);
                case WRONG_SITE -> request.siteId(OTHER_SITE);
                case VERSION_CONFLICT -> request.expectedVersion(OTHER_VERSION);
                default -> request;
            };
        }

        /** @return null where the fault is that there is no number */
        PhoneNumberBuilder in(PhoneNumberBuilder number) {
            return switch (this) {
                case UNKNOWN_NUMBER -> null;
                case CHANGE_IN_PROGRESS -> number.changeInProgress(Fixture.changeInProgress());
                case LOCKED -> number.locked(true);
                case INVALID_STATUS -> number.status(Status.ACTIVE);
                default -> number;
            };
        }
    }

    @Test
    void acceptsWhatBreaksNoRule() {
        assertThat(activate(List.of())).isInstanceOf(StateChange.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void rejectsWhatBreaksOneRule(Fault fault) {
        assertThat(Fixture.rejected(activate(List.of(fault))).code()).isEqualTo(fault.code());
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void namesTheEarlierOfTwo(Fault earlier, Fault later) {
        assertThat(Fixture.rejected(activate(List.of(earlier, later))).code()).isEqualTo(earlier.code());
    }

    /** All pairs, not the adjacent ones alone. */
    static Stream<Arguments> pairs() {
        return Arrays.stream(Fault.values()).flatMap(earlier -> EnumSet.allOf(Fault.class).stream()
                .filter(later -> later.compareTo(earlier) > 0)
                .map(later -> arguments(earlier, later)));
    }

    @ParameterizedTest(name = "{0} and every later one")
    @EnumSource(Fault.class)
    void namesTheEarliestOfMany(Fault earliest) {
        List<Fault> faults = List.copyOf(EnumSet.range(earliest, Fault.INVALID_STATUS));

        assertThat(Fixture.rejected(activate(faults)).code()).isEqualTo(earliest.code());
    }

    private static Outcome activate(List<Fault> faults) {
        RequestBuilder request = Fixture.request(Action.ACTIVATE);
        PhoneNumberBuilder number = Fixture.number(Status.RESERVED);
        for (Fault fault : faults) {
            request = fault.in(request);
            number = number == null ? null : fault.in(number);
        }
        NumberEntry entry = number == null ? NumberEntry.UNSEEN : Fixture.entry(number.build());
        return Fixture.outcome(RULES, entry, request.build(), NOW);
    }

    @Test
    void doesNotSayThatANumberIsProvisionedToASenderWhoMayNotProvisionIt() {
        PhoneNumber number = Fixture.number(Status.AVAILABLE).build();
        Envelope malformed = Fixture.request(Action.PROVISION).details(null).build();
        Envelope onWrongChannel =
                Fixture.request(Action.PROVISION).channel(Channel.ACTIONS).build();

        assertThat(Fixture.rejected(number, malformed).code()).isEqualTo(RejectionCode.INVALID_REQUEST);
        assertThat(Fixture.rejected(number, onWrongChannel).code()).isEqualTo(RejectionCode.NOT_PERMITTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"WRONG_SITE", "VERSION_CONFLICT", "CHANGE_IN_PROGRESS", "LOCKED", "INVALID_STATUS"})
    void saysThatANumberIsProvisionedBeforeAnythingElseAboutIt(Fault later) {
        PhoneNumber number = later.in(Fixture.number(Status.AVAILABLE)).build();
        Envelope request = later.in(Fixture.request(Action.PROVISION)).build();

        assertThat(Fixture.rejected(number, request).code()).isEqualTo(RejectionCode.ALREADY_PROVISIONED);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void permitsAnActionOnItsOwnChannelOnly(Action action) {
        Channel wrong = action.channel() == Channel.ACTIONS ? Channel.PROVISIONING : Channel.ACTIONS;

        assertThat(codeOf(Fixture.request(action).channel(wrong))).isEqualTo(RejectionCode.NOT_PERMITTED);
    }

    /** The channels as the design's table lists them: the permission above follows the code's own idea of them. */
    @Test
    void leavesTheLifeOfANumberToTheProviderAndItsUseToTheOperator() {
        assertThat(Action.of(Channel.PROVISIONING))
                .containsExactly(
                        Action.PROVISION,
                        Action.WITHDRAW,
                        Action.LOCK,
                        Action.UNLOCK,
                        Action.START_COOLING_OFF,
                        Action.END_COOLING_OFF);
        assertThat(Action.of(Channel.ACTIONS))
                .containsExactly(
                        Action.NOMINATE_MAIN_NUMBER,
                        Action.REMOVE_MAIN_NUMBER,
                        Action.ALLOCATE,
                        Action.DEALLOCATE,
                        Action.ACTIVATE,
                        Action.DEACTIVATE,
                        Action.ASSIGN_USER,
                        Action.UNASSIGN_USER);
    }

    @ParameterizedTest
    @MethodSource("actionsOnKnownNumbers")
    void rejectsAnotherSite(Action action) {
        assertThat(codeOf(Fixture.request(action).siteId(OTHER_SITE))).isEqualTo(RejectionCode.WRONG_SITE);
    }

    @ParameterizedTest
    @MethodSource("actionsOnKnownNumbers")
    void rejectsAnotherVersion(Action action) {
        assertThat(codeOf(Fixture.request(action).expectedVersion(OTHER_VERSION)))
                .isEqualTo(RejectionCode.VERSION_CONFLICT);
        assertThat(codeOf(Fixture.request(action).expectedVersion(VERSION + 1)))
                .isEqualTo(RejectionCode.VERSION_CONFLICT);
    }

    @ParameterizedTest
    @MethodSource("actionsOnKnownNumbers")
    void acceptsTheNumbersOwnVersion(Action action) {
        assertThat(onAcceptingNumber(Fixture.request(action).expectedVersion(VERSION)))
                .isInstanceOf(StateChange.class);
    }

    /** Versions beyond what a boxed cache holds: equal in value is equal. */
    @Test
    void comparesLargeVersionsByValue() {
        PhoneNumber number = Fixture.number(Status.RESERVED)
                .version(1_000_000)
                .updatedAt(NOW)
                .build();
        Envelope request =
                Fixture.request(Action.ACTIVATE).expectedVersion(1_000_000).build();

        assertThat(Fixture.outcome(RULES, Fixture.entry(number), request, NOW)).isInstanceOf(StateChange.class);
    }

    @Test
    void ignoresTheExpectedVersionOfAProvision() {
        Envelope request =
                Fixture.request(Action.PROVISION).expectedVersion(OTHER_VERSION).build();

        assertThat(Fixture.outcome(RULES, NumberEntry.UNSEEN, request, NOW)).isInstanceOf(StateChange.class);
    }

    static Stream<Action> actions() {
        return EnumSet.complementOf(EnumSet.of(Action.UNKNOWN)).stream();
    }

    static Stream<Action> actionsOnKnownNumbers() {
        return actions().filter(action -> action != Action.PROVISION);
    }

    private static RejectionCode codeOf(RequestBuilder request) {
        return Fixture.rejected(onAcceptingNumber(request)).code();
    }

    private static Outcome onAcceptingNumber(RequestBuilder builder) {
        Envelope request = builder.build();
        return Fixture.outcome(
                RULES, TABLE.acceptingState(request.request().action()).entry(), request, NOW);
    }
}
