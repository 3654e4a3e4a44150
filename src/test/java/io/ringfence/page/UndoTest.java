package io.ringfence.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.api.number.RequestAnswer;
import io.ringfence.domain.Action;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.query.NumberRow;
import io.ringfence.support.api.Numbers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Undo makes a number what it was, where that is allowed. */
class UndoTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Party ELM = new Party(PartyType.OCCUPIER, "elm", "Elm");
    private static final PhoneNumber AVAILABLE = Numbers.number("+442079460001").build();
    private static final PhoneNumber RESERVED =
            AVAILABLE.withStatus(Status.RESERVED).withAllocatedTo(ELM);
    private static final PhoneNumber ACTIVE = RESERVED.withStatus(Status.ACTIVE);
    private static final PhoneNumber ASSIGNED =
            ACTIVE.withStatus(Status.ASSIGNED).withAssignedUser("ada");

    private final Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of());

    @Test
    void givesBackWhatWasTaken() {
        assertThat(undo(Action.DEALLOCATE, RESERVED, AVAILABLE)).contains(new Undo(Action.ALLOCATE, ELM, null));
        assertThat(undo(Action.UNASSIGN_USER, ASSIGNED, ACTIVE)).contains(new Undo(Action.ASSIGN_USER, null, "ada"));
    }

    @Test
    void takesBackWhatWasGiven() {
        PhoneNumber main = AVAILABLE.withMainNumber(true);
        assertThat(undo(Action.ALLOCATE, AVAILABLE, RESERVED)).contains(new Undo(Action.DEALLOCATE, null, null));
        assertThat(undo(Action.ACTIVATE, RESERVED, ACTIVE)).contains(new Undo(Action.DEACTIVATE, null, null));
        assertThat(undo(Action.DEACTIVATE, ACTIVE, RESERVED)).contains(new Undo(Action.ACTIVATE, null, null));
        assertThat(undo(Action.ASSIGN_USER, ACTIVE, ASSIGNED)).contains(new Undo(Action.UNASSIGN_USER, null, null));
        assertThat(undo(Action.NOMINATE_MAIN_NUMBER, AVAILABLE, main))
                .contains(new Undo(Action.REMOVE_MAIN_NUMBER, null, null));
        assertThat(undo(Action.REMOVE_MAIN_NUMBER, main, AVAILABLE))
                .contains(new Undo(Action.NOMINATE_MAIN_NUMBER, null, null));
    }

    @Test
    void isNotOfferedWhereItIsNotAllowed() {
        assertThat(undo(
                        Action.DEALLOCATE,
                        RESERVED,
                        AVAILABLE.withStatus(Status.COOLDOWN).withCoolingOffDate(LocalDate.of(2026, 12, 24))))
                .isEmpty();
        assertThat(undo(Action.ALLOCATE, AVAILABLE, RESERVED.withLocked(true))).isEmpty();
    }

    private Optional<Undo> undo(Action action, PhoneNumber before, PhoneNumber after) {
        StateChange change = new StateChange(
                UUID.randomUUID(), after.phoneNumber(), "london-1", action, "me", 2, NOW, before, after);
        return Undo.of(
                (RequestAnswer.Accepted) RequestAnswer.of(change),
                NumberRow.explained(after, rules.offer(after, PartyAtSite.UNHEARD_OF, NOW)));
    }
}
