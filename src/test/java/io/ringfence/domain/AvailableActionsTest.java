package io.ringfence.domain;

import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.RULES;
import static io.ringfence.domain.Fixture.YESTERDAY;
import static io.ringfence.domain.TransitionTable.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.TransitionTable.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a listing offers the operator. */
class AvailableActionsTest {
    private static final Optional<String> MAIN_NUMBER = Optional.of("+442079469999");

    @ParameterizedTest
    @MethodSource("knownStates")
    void offersWhatTheTableAcceptsOfTheOperator(State state) {
        assertThat(RULES.availableActions(state.number().build(), Optional.empty(), NOW))
                .isEqualTo(TABLE.accepted(state, Channel.ACTIONS));
    }

    static Stream<State> knownStates() {
        return TABLE.knownStates();
    }

    /** Of numbers that a party holds: of no other can it be said that the party has a main number. */
    @ParameterizedTest
    @MethodSource("allocatedStates")
    void offersNoSecondMainNumberAndAllElse(State state) {
        List<Action> lessNomination = TABLE.accepted(state, Channel.ACTIONS).stream()
                .filter(action -> action != Action.NOMINATE_MAIN_NUMBER)
                .toList();

        assertThat(RULES.availableActions(state.number().build(), MAIN_NUMBER, NOW))
                .isEqualTo(lessNomination);
    }

    static Stream<State> allocatedStates() {
        return knownStates().filter(state -> state.number().build().allocatedTo() != null);
    }

    @Test
    void offersANominationOnlyWhileThePartyHasNoMainNumber() {
        PhoneNumber number = Fixture.number(Status.RESERVED).build();

        assertThat(RULES.availableActions(number, Optional.empty(), NOW))
                .containsExactly(Action.NOMINATE_MAIN_NUMBER, Action.DEALLOCATE, Action.ACTIVATE);
        assertThat(RULES.availableActions(number, MAIN_NUMBER, NOW))
                .containsExactly(Action.DEALLOCATE, Action.ACTIVATE);
    }

    /** The party's main number is this one. */
    @Test
    void offersToRemoveTheMainNumberThatThePartyHas() {
        PhoneNumber number = Fixture.number(Status.RESERVED).mainNumber(true).build();

        assertThat(RULES.availableActions(number, MAIN_NUMBER, NOW))
                .containsExactly(Action.REMOVE_MAIN_NUMBER, Action.DEALLOCATE, Action.ACTIVATE);
    }

    @ParameterizedTest
    @MethodSource("mainNumbers")
    void offersNothingOfANumberThatIsCoolingOffLockedOrInProgress(Optional<String> heldBy) {
        Stream<PhoneNumberBuilder> closed = Stream.of(
                Fixture.number(Status.COOLDOWN),
                Fixture.number(Status.RESERVED).locked(true),
                Fixture.number(Status.RESERVED).changeInProgress(Fixture.changeInProgress()));

        assertThat(closed).allSatisfy(number -> assertThat(RULES.availableActions(number.build(), heldBy, NOW))
                .isEmpty());
    }

    static Stream<Optional<String>> mainNumbers() {
        return Stream.of(Optional.empty(), MAIN_NUMBER);
    }

    @Test
    void offersANumberWhoseDateHasPassedAsAvailable() {
        PhoneNumber number =
                Fixture.number(Status.COOLDOWN).coolingOffDate(YESTERDAY).build();

        assertThat(RULES.availableActions(number, Optional.empty(), NOW))
                .containsExactly(Action.NOMINATE_MAIN_NUMBER, Action.ALLOCATE);
    }
}
