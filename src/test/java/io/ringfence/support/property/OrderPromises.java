package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.OrderType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Status;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.model.ModelSites;
import io.ringfence.support.model.ModelSites.PartyAtSite;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an order's outcome says, held against what the site had seen by then. Whatever else went on meanwhile, it has to
 * be true.
 */
final class OrderPromises {
    private static final Set<Action> GIVES_BACK =
            EnumSet.of(Action.DEALLOCATE, Action.REMOVE_MAIN_NUMBER, Action.DEACTIVATE, Action.UNASSIGN_USER);

    private final ModelSites sites;

    OrderPromises(ModelSites sites) {
        this.sites = sites;
    }

    /** When it is the order's turn. */
    void begins(OrderTrail trail) {
        trail.partyWasServed = sites.heldBy(party(trail)).stream().anyMatch(OrderPromises::isInService);
    }

    /** When the order makes its first request. */
    void assertMayAsk(OrderTrail trail) {
        if (trail.order.type() == OrderType.ADD) {
            assertThat(trail.partyWasServed)
                    .as("whether the party had a number in service when %s began", trail.order)
                    .isFalse();
        }
    }

    private static boolean isInService(PhoneNumber number) {
        return number.status() == Status.ACTIVE || number.status() == Status.ASSIGNED;
    }

    void assertKept(OrderTrail trail) {
        VoiceServiceOutcome outcome = trail.outcome;
        assertThat(outcome.phoneNumbers())
                .as("numbers of %s", outcome)
                .isSorted()
                .doesNotHaveDuplicates();
        if (outcome.mainNumber() != null) {
            assertThat(outcome.phoneNumbers()).as("numbers of %s", outcome).contains(outcome.mainNumber());
        }
        assertThat(outcome.code() != null)
                .as("%s has a code", outcome)
                .isEqualTo(outcome.result() == OrderResult.REJECTED);
        switch (outcome.result()) {
            case FULFILLED -> {
                if (trail.order.type() == OrderType.ADD) {
                    assertAdded(trail);
                } else {
                    assertCeased(trail);
                }
            }
            case NOT_NEEDED -> assertNotNeeded(trail);
            case REJECTED -> assertUndone(trail);
            case UNKNOWN -> throw new AssertionError(outcome);
        }
    }

    private void assertAdded(OrderTrail trail) {
        VoiceServiceOutcome outcome = trail.outcome;
        assertGivenBack(trail, number -> !outcome.phoneNumbers().contains(number));
        boolean chosen = !trail.order.phoneNumbers().isEmpty();
        if (chosen) {
            assertThat(outcome.phoneNumbers())
                    .as("numbers of %s", outcome)
                    .containsExactlyInAnyOrderElementsOf(trail.order.phoneNumbers());
        } else {
            assertThat(outcome.phoneNumbers())
                    .as("numbers of %s", outcome)
                    .hasSize(trail.order.quantity() + (trail.order.withMainNumber() ? 1 : 0));
        }
        assertThat(outcome.phoneNumbers()).allSatisfy(phoneNumber -> {
            PhoneNumber number = sites.number(outcome.siteId(), phoneNumber);
            assertThat(number).as("%s of %s", phoneNumber, outcome).isNotNull();
            assertThat(chosen || number.details().kind() == NumberKind.DIRECT)
                    .as("kind of %s", number)
                    .isTrue();
            assertThat(number.allocatedTo()).as("holder of %s", number).isNotNull();
            assertThat(PartyAtSite.of(number.siteId(), number.allocatedTo())).isEqualTo(party(trail));
            assertThat(number.changeInProgress()).isNull();
            if (trail.order.activate()) {
                assertThat(number.status()).isIn(Status.ACTIVE, Status.ASSIGNED);
            }
        });
        if (chosen ? trail.order.mainNumber() != null : trail.order.withMainNumber()) {
            assertThat(outcome.mainNumber()).as("main number of %s", outcome).isNotNull();
        }
        if (trail.order.mainNumber() != null) {
            assertThat(outcome.mainNumber()).as("main number of %s", outcome).isEqualTo(trail.order.mainNumber());
        }
        if (outcome.mainNumber() != null) {
            assertThat(sites.mainNumberOf(party(trail))).isEqualTo(outcome.mainNumber());
        }
    }

    private void assertCeased(OrderTrail trail) {
        List<StateChange> ceased = trail.changes(Action.START_COOLING_OFF);
        assertThat(trail.outcome.phoneNumbers())
                .as("numbers of %s", trail.outcome)
                .containsExactlyElementsOf(ceased.stream()
                        .map(StateChange::phoneNumber)
                        .distinct()
                        .sorted()
                        .toList());
        assertThat(sites.heldBy(party(trail))).as("left to the party").isEmpty();
        assertThat(sites.mainNumberOf(party(trail))).as("left to the party").isNull();
        assertThat(ceased.stream()
                        .filter(change -> change.before().mainNumber())
                        .map(StateChange::phoneNumber))
                .as("main number of %s", trail.outcome)
                .containsAll(Stream.ofNullable(trail.outcome.mainNumber()).toList());
    }

    private void assertNotNeeded(OrderTrail trail) {
        assertThat(trail.hasChanged()).as("changes by %s", trail.outcome).isFalse();
        if (trail.order.type() == OrderType.ADD) {
            assertThat(trail.requests).as("requests of %s", trail.outcome).isEmpty();
            assertThat(trail.partyWasServed)
                    .as("%s: the party has one in service", trail.outcome)
                    .isTrue();
        } else {
            assertThat(sites.heldBy(party(trail)))
                    .as("held at %s", trail.outcome)
                    .isEmpty();
        }
    }

    private void assertUndone(OrderTrail trail) {
        assertThat(trail.outcome.phoneNumbers()).isEmpty();
        assertThat(trail.outcome.mainNumber()).isNull();
        if (trail.outcome.code() == OrderRejectionCode.INVALID_REQUEST
                || trail.outcome.code() == OrderRejectionCode.UNKNOWN_SITE) {
            assertThat(trail.requests).as("requests of %s", trail.outcome).isEmpty();
        }
        if (trail.outcome.code() == OrderRejectionCode.INSUFFICIENT_NUMBERS) {
            assertThat(trail.metShortage).as("shortage met by %s", trail).isTrue();
        }
        assertGivenBack(trail, any -> true);
        trail.changes(Action.DEALLOCATE).forEach(returned -> {
            assertThat(returned.after().status()).as("as it was: %s", returned).isEqualTo(Status.AVAILABLE);
            assertThat(trail.changes(Action.ALLOCATE))
                    .as("what the order took, when %s", returned)
                    .extracting(StateChange::phoneNumber)
                    .contains(returned.phoneNumber());
        });
    }

    /** What the order did to numbers that it does not give the party, unless it says that it could not be undone. */
    private static void assertGivenBack(OrderTrail trail, Predicate<String> numbers) {
        Set<String> kept = trail.numbersKept().collect(Collectors.toSet());
        assertThat(kept)
                .as("kept, and the platform could not take them back: %s", trail)
                .allMatch(number ->
                        trail.failures(number).stream().map(Rejection::action).anyMatch(GIVES_BACK::contains));
        Predicate<StateChange> toBeUndone =
                change -> numbers.test(change.phoneNumber()) && !kept.contains(change.phoneNumber());
        trail.changes(Action.ALLOCATE).stream().filter(toBeUndone).forEach(allocated -> assertThat(
                        after(trail, allocated))
                .as("what became of %s", allocated)
                .anyMatch(change -> isHeld(trail, change.before()) && !isHeld(trail, change.after())));
        trail.changes(Action.ACTIVATE).stream().filter(toBeUndone).forEach(activated -> assertThat(
                        after(trail, activated))
                .as("what became of %s", activated)
                .anyMatch(change -> change.after() == null || !isInService(change.after())));
        trail.changes(Action.NOMINATE_MAIN_NUMBER).stream().filter(toBeUndone).forEach(nominated -> assertThat(
                        after(trail, nominated))
                .as("what became of %s", nominated)
                .anyMatch(endsNomination().or(takenByAnother(trail))));
    }

    private static Predicate<StateChange> endsNomination() {
        return change -> change.after() == null || !change.after().mainNumber();
    }

    private static Predicate<StateChange> takenByAnother(OrderTrail trail) {
        return change -> isHeld(trail, change.before())
                && !isHeld(trail, change.after())
                && trail.requests.stream()
                        .noneMatch(request -> request.requestId().equals(change.requestId()));
    }

    private static List<StateChange> after(OrderTrail trail, StateChange earlier) {
        return trail.since.stream()
                .filter(change -> change.phoneNumber().equals(earlier.phoneNumber()))
                .filter(change -> change.version() > earlier.version())
                .toList();
    }

    private static boolean isHeld(OrderTrail trail, PhoneNumber number) {
        return number != null
                && number.allocatedTo() != null
                && PartyAtSite.of(number.siteId(), number.allocatedTo()).equals(party(trail));
    }

    private static PartyAtSite party(OrderTrail trail) {
        return PartyAtSite.of(trail.order.siteId(), trail.order.party());
    }
}
