package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.RULES;
import static io.ringfence.domain.TransitionTable.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ringfence.domain.TransitionTable.Cell;
import io.ringfence.domain.TransitionTable.State;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What depends on the state: every action in every state, against the table of the design. */
class TransitionTableTest {

    @Test
    void namesEveryStateAndEveryAction() {
        Set<State> states = new HashSet<>(Set.of(State.UNKNOWN));
        for (Status status : EnumSet.complementOf(EnumSet.of(Status.UNKNOWN))) {
            for (NumberKind kind : EnumSet.complementOf(EnumSet.of(NumberKind.UNKNOWN))) {
                for (boolean main : List.of(true, false)) {
                    for (boolean locked : List.of(true, false)) {
                        states.add(new State(status, main, locked, kind));
                    }
                }
            }
        }

        assertThat(TABLE.rows().keySet()).isEqualTo(states);
        assertThat(TABLE.rows().values()).allSatisfy(row -> assertThat(row.keySet())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Action.UNKNOWN))));
        assertThat(TABLE.cells()).hasSize((1 + 5 * 2 * 2 * 3) * 14);
    }

    @ParameterizedTest(name = "{0} / {1}")
    @MethodSource("cells")
    void decidesAsTheTableSays(State state, Action action, Cell cell) {
        NumberEntry entry = state.entry();
        Envelope request = Fixture.request(action).build();

        Decision decision = RULES.decide(entry, request, Limits.NONE, NOW);

        assertThat(decision.coolingOffEnded()).isEmpty();
        cell.check(Fixture.granted(decision, request, NOW), entry, request.request(), NOW);
    }

    static Stream<Arguments> cells() {
        return TABLE.cells().map(cell -> arguments(cell.state(), cell.action(), cell));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("knownStatesAndChannels")
    void allowsWhatTheTableAccepts(State state, Channel channel) {
        assertThat(RULES.allowedActions(state.number().build(), channel, NOW))
                .isEqualTo(TABLE.accepted(state, channel));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("knownStatesAndChannels")
    void allowsNothingWhileAChangeIsInProgress(State state, Channel channel) {
        assertThat(RULES.allowedActions(
                        state.number()
                                .changeInProgress(Fixture.changeInProgress())
                                .build(),
                        channel,
                        NOW))
                .isEmpty();
    }

    static Stream<Arguments> knownStatesAndChannels() {
        return TABLE.knownStates()
                .flatMap(state -> Arrays.stream(Channel.values()).map(channel -> arguments(state, channel)));
    }

    @ParameterizedTest(name = "{0} / {1}")
    @MethodSource("cellsOfKnownStates")
    void refusesEverythingWhileAChangeIsInProgress(State state, Action action) {
        PhoneNumber number =
                state.number().changeInProgress(Fixture.changeInProgress()).build();

        Rejection rejection = Fixture.rejected(number, Fixture.request(action).build());

        assertThat(rejection.code())
                .isEqualTo(
                        action == Action.PROVISION
                                ? RejectionCode.ALREADY_PROVISIONED
                                : RejectionCode.CHANGE_IN_PROGRESS);
        assertThat(rejection.current()).isEqualTo(number);
        assertThat(rejection.allowedActions()).isEmpty();
    }

    static Stream<Arguments> cellsOfKnownStates() {
        return cells().filter(arguments -> ((State) arguments.get()[0]).isKnown());
    }
}
