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

/** What the operator is offered, and why not the rest. */
class OfferTest {
    private static final PartyAtSite MAIN_NUMBER = PartyAtSite.unlimited(Optional.of("+442079469999"));

    @ParameterizedTest
    @MethodSource("knownStates")
    void offersWhatTheTableAcceptsOfTheOperator(State state) {
        assertThat(RULES.offer(state.number().build(), PartyAtSite.UNHEARD_OF, NOW)
                        .available())
                .isEqualTo(TABLE.accepted(state, Channel.ACTIONS));
    }

    /** Each action of the operator is offered, or has the code of the table and a sentence. */
    @ParameterizedTest
    @MethodSource("knownStates")
    void saysWhyNotTheOthers(State state) {
        Offer offer = RULES.offer(state.number().build(), PartyAtSite.UNHEARD_OF, NOW);

        assertThat(offer.unavailable())
                .extracting(UnavailableAction::action)
                .isEqualTo(Action.of(Channel.ACTIONS).stream()
                        .filter(action -> !offer.available().contains(action))
                        .toList());
        assertThat(offer.unavailable()).allSatisfy(unavailable -> {
            assertThat(unavailable.code())
                    .isEqualTo(TABLE.cell(state, unavailable.action()).code());
            assertThat(unavailable.message()).matches("\\S+( \\S+){2,}\\.");
        });
    }

    @Test
    void namesTheMainNumberThatThePartyHas() {
        Offer offer = RULES.offer(Fixture.number(Status.RESERVED).build(), MAIN_NUMBER, NOW);

        assertThat(offer.unavailable())
                .filteredOn(unavailable -> unavailable.code() == RejectionCode.PARTY_HAS_MAIN_NUMBER)
                .singleElement()
                .satisfies(unavailable -> {
                    assertThat(unavailable.action()).isEqualTo(Action.NOMINATE_MAIN_NUMBER);
                    assertThat(unavailable.message())
                            .contains(MAIN_NUMBER.mainNumber().orElseThrow());
                });
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

        assertThat(RULES.offer(state.number().build(), MAIN_NUMBER, NOW).available())
                .isEqualTo(lessNomination);
    }

    static Stream<State> allocatedStates() {
        return knownStates().filter(state -> state.number().build().allocatedTo() != null);
    }

    @Test
    void offersANominationOnlyWhileThePartyHasNoMainNumber() {
        PhoneNumber number = Fixture.number(Status.RESERVED).build();

        assertThat(RULES.offer(number, PartyAtSite.UNHEARD_OF, NOW).available())
                .containsExactly(Action.NOMINATE_MAIN_NUMBER, Action.DEALLOCATE, Action.ACTIVATE);
        assertThat(RULES.offer(number, MAIN_NUMBER, NOW).available())
                .containsExactly(Action.DEALLOCATE, Action.ACTIVATE);
    }

    /** The party's main number is this one. */
    @Test
    void offersToRemoveTheMainNumberThatThePartyHas() {
        PhoneNumber number = Fixture.number(Status.RESERVED).mainNumber(true).build();

        assertThat(RULES.offer(number, MAIN_NUMBER, NOW).available())
                .containsExactly(Action.REMOVE_MAIN_NUMBER, Action.DEALLOCATE, Action.ACTIVATE);
    }

    @ParameterizedTest
    @MethodSource("mainNumbers")
    void offersNothingOfANumberThatIsCoolingOffLockedOrInProgress(PartyAtSite party) {
        Stream<PhoneNumberBuilder> closed = Stream.of(
                Fixture.number(Status.COOLDOWN),
                Fixture.number(Status.RESERVED).locked(true),
                Fixture.number(Status.RESERVED).changeInProgress(Fixture.changeInProgress()));

        assertThat(closed).allSatisfy(number -> assertThat(
                        RULES.offer(number.build(), party, NOW).available())
                .isEmpty());
    }

    static Stream<PartyAtSite> mainNumbers() {
        return Stream.of(PartyAtSite.UNHEARD_OF, MAIN_NUMBER);
    }

    @Test
    void offersANumberWhoseDateHasPassedAsAvailable() {
        PhoneNumber number =
                Fixture.number(Status.COOLDOWN).coolingOffDate(YESTERDAY).build();

        assertThat(RULES.offer(number, PartyAtSite.UNHEARD_OF, NOW).available())
                .containsExactly(Action.NOMINATE_MAIN_NUMBER, Action.ALLOCATE);
    }
}
