package io.ringfence.support.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.ChangeInProgress;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.PhoneNumberBuilder;
import io.ringfence.domain.Question;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The check finds every kind of fault in a history that has none until it is planted. */
class HistoryCheckTest extends LivedHistory {
    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(faults()).isEmpty();
        assertThat(HistoryCheck.faults(history(), listing())).isEmpty();
        assertThat(outcomes).hasAtLeastOneElementOfType(Rejection.class);
    }

    @Test
    void findsARequestWithoutOutcome() {
        outcomes.removeIf(Rejection.class::isInstance);

        assertThat(faults()).singleElement().asString().contains("has no outcome");
    }

    @Test
    void findsARequestWithTwoOutcomes() {
        outcomes.add(rejection());

        assertThat(faults()).singleElement().asString().contains("has 2 outcomes");
    }

    @Test
    void expectsNoOutcomeOfWhatTheBrokerNeverSaidItHas() {
        Outcome rejection = rejection();
        outcomes.remove(rejection);
        unsure.add(Requests.idOf(rejection));
        orderOutcomes.clear();
        unsure.add(orders.get(0).orderId());

        assertThat(faults()).isEmpty();
    }

    @Test
    void findsTwoOutcomesOfWhatTheBrokerNeverSaidItHas() {
        outcomes.add(rejection());
        unsure.add(Requests.idOf(rejection()));
        orderOutcomes.add(orderOutcomes.get(0));
        unsure.add(orders.get(0).orderId());

        assertThat(faults()).hasSize(2).allMatch(fault -> fault.contains("has 2 outcomes"));
    }

    @Test
    void findsAnOutcomeThatNobodyAskedFor() {
        requests.remove(0);

        assertThat(faults()).singleElement().asString().contains("nobody asked");
    }

    @Test
    void findsAnOrderWithoutOutcome() {
        orderOutcomes.clear();

        assertThat(faults()).singleElement().asString().contains("has 0 outcomes");
    }

    @Test
    void findsAnOrderWithTwoOutcomes() {
        orderOutcomes.add(orderOutcomes.get(0));

        assertThat(faults()).singleElement().asString().contains("has 2 outcomes");
    }

    @Test
    void findsAnOrderThatNobodyPlaced() {
        orders.clear();

        assertThat(faults()).singleElement().asString().contains("nobody placed");
    }

    @Test
    void findsAnOrderThatGaveTooFew() {
        orders.set(0, Orders.add(Requests.ACORN, 2).withOrderId(orders.get(0).orderId()));

        assertThat(faults()).singleElement().asString().contains("quantity=2", "gave [" + SECOND + "]");
    }

    @Test
    void findsAnOrderThatGaveOthersThanItNames() {
        orders.set(
                0,
                Orders.addChosen(Requests.ACORN, null, List.of(FIRST))
                        .withOrderId(orders.get(0).orderId()));

        assertThat(faults()).singleElement().asString().contains("gave [" + SECOND + "]");
    }

    @Test
    void findsAnOrderThatNamesWhatItsPartyDidNotGet() {
        VoiceServiceOutcome outcome = orderOutcomes.get(0);
        orderOutcomes.set(0, naming(outcome, OrderResult.FULFILLED, List.of("+442079460002")));

        assertThat(faults()).singleElement().asString().contains("neither got nor lost");
    }

    @Test
    void findsAnOrderThatNamesWhatItsPartyGotOnlyLater() {
        now = now.plusSeconds(1);
        decide(Requests.provision("+442079460002"));
        decide(Requests.allocate("+442079460002", Requests.ACORN));
        VoiceServiceOutcome outcome = orderOutcomes.get(0);
        orderOutcomes.set(0, naming(outcome, OrderResult.FULFILLED, List.of("+442079460002")));

        assertThat(faults()).singleElement().asString().contains("neither got nor lost");
    }

    @Test
    void findsAnOrderThatNamesWhatItsPartyHadNoMore() {
        decide(Requests.of(Action.DEALLOCATE, SECOND));
        now = now.plusSeconds(61);
        VoiceServiceOutcome outcome = orderOutcomes.get(0);
        orderOutcomes.set(0, completedNow(outcome));

        assertThat(faults()).singleElement().asString().contains("neither got nor lost");
    }

    /** Its request had waited, as one does while nobody has its partition. */
    @Test
    void doesNotTakeALossThatWasDecidedLateForOneThatNobodyHeardOf() {
        decide(Requests.of(Action.DEALLOCATE, SECOND));
        StateChange loss = changes().get(changes().size() - 1);
        now = now.plusSeconds(61);
        written.put(loss, now);
        VoiceServiceOutcome outcome = orderOutcomes.get(0);
        orderOutcomes.set(0, completedNow(outcome));

        assertThat(faults()).isEmpty();
    }

    @Test
    void findsAnOrderThatNamesWhatOnlyOthersMadeCoolOff() {
        decide(Requests.startCoolingOff(SECOND, LocalDate.of(2026, 4, 1)));
        orders.set(
                0, Orders.cease(Requests.ACORN, null).withOrderId(orders.get(0).orderId()));

        assertThat(faults()).singleElement().asString().contains("neither got nor lost");
    }

    @Test
    void findsAnOrderThatWasRejectedAndKeptNumbers() {
        orderOutcomes.set(
                0,
                naming(
                        orderOutcomes.get(0),
                        OrderResult.REJECTED,
                        orderOutcomes.get(0).phoneNumbers()));

        assertThat(faults()).singleElement().asString().contains("is REJECTED with");
    }

    @Test
    void findsALostChange() {
        StateChange lost = changes().get(2);
        outcomes.remove(lost);
        requests.removeIf(request -> request.requestId().equals(lost.requestId()));

        assertThat(faults())
                .anyMatch(fault -> fault.contains("goes to version"))
                .anyMatch(fault -> fault.contains("from what it was not"));
    }

    @Test
    void findsARepeatedVersion() {
        change(6, change -> with(change, change.version() - 1, change.before(), change.after()));

        assertThat(faults()).anyMatch(fault -> fault.contains("goes to version"));
    }

    @Test
    void findsABeforeThatNeverWas() {
        change(3, change -> with(change, change.version(), change.after(), change.after()));

        assertThat(faults()).singleElement().asString().contains("from what it was not");
    }

    @Test
    void findsTwoMainNumbersOfAParty() {
        decide(Requests.allocate(FIRST, Requests.ACORN));
        decide(Requests.of(Action.NOMINATE_MAIN_NUMBER, SECOND));

        assertThat(faults()).singleElement().asString().contains("has main numbers");
    }

    @Test
    void findsTwoMainNumbersOfAPartyWhereTheFirstWasGivenUpOnlyLater() {
        decide(Requests.allocate(FIRST, Requests.ACORN));
        decide(Requests.of(Action.NOMINATE_MAIN_NUMBER, SECOND));
        decide(Requests.of(Action.REMOVE_MAIN_NUMBER, FIRST));

        assertThat(faults()).singleElement().asString().contains("has main numbers");
    }

    /** Its request had waited in one topic while the grant of the claim came and went on another. */
    @Test
    void doesNotTakeAMainNumberThatIsGivenUpWithAnEarlierTimeForOneThatIsKept() {
        Instant early = now;
        decide(Requests.allocate(FIRST, Requests.ACORN));
        now = early.minusMillis(1);
        decide(Requests.of(Action.REMOVE_MAIN_NUMBER, FIRST));
        now = early.plusMillis(10);
        decide(Requests.of(Action.NOMINATE_MAIN_NUMBER, SECOND));

        assertThat(faults()).isEmpty();
    }

    @Test
    void findsAChangeThatIsLeftInProgress() {
        Map<String, PhoneNumber> listing = listing();
        listing.put(FIRST, inProgress(listing.get(FIRST)));

        assertThat(HistoryCheck.faults(history(), listing))
                .singleElement()
                .asString()
                .contains(FIRST, "ChangeInProgress");
    }

    @Test
    void findsAListingThatIsBehind() {
        Map<String, PhoneNumber> listing = listing();
        listing.put(FIRST, changes().get(0).after());

        assertThat(HistoryCheck.faults(history(), listing))
                .singleElement()
                .asString()
                .contains(FIRST);
    }

    @Test
    void findsANumberThatTheListingLacks() {
        Map<String, PhoneNumber> listing = listing();
        listing.remove(FIRST);

        assertThat(HistoryCheck.faults(history(), listing))
                .singleElement()
                .asString()
                .contains("listed as null");
    }

    @Test
    void findsANumberThatTheListingMadeUp() {
        Map<String, PhoneNumber> listing = listing();
        listing.put("+442079460002", changes().get(0).after());

        assertThat(HistoryCheck.faults(history(), listing))
                .singleElement()
                .asString()
                .contains("but is null");
    }

    private PhoneNumber inProgress(PhoneNumber number) {
        return PhoneNumberBuilder.builder()
                .phoneNumber(number.phoneNumber())
                .siteId(number.siteId())
                .details(number.details())
                .status(number.status())
                .allocatedTo(number.allocatedTo())
                .assignedUser(number.assignedUser())
                .mainNumber(number.mainNumber())
                .coolingOffDate(number.coolingOffDate())
                .locked(number.locked())
                .changeInProgress(new ChangeInProgress(UUID.randomUUID(), Action.ALLOCATE, now, Question.MAIN_NUMBER))
                .version(number.version())
                .updatedAt(number.updatedAt())
                .build();
    }

    private void change(int index, UnaryOperator<StateChange> fault) {
        StateChange change = changes().get(index);
        outcomes.set(outcomes.indexOf(change), fault.apply(change));
    }

    private static StateChange with(StateChange change, long version, PhoneNumber before, PhoneNumber after) {
        return new StateChange(
                change.requestId(),
                change.phoneNumber(),
                change.siteId(),
                change.action(),
                change.requestedBy(),
                version,
                change.changedAt(),
                before,
                after);
    }

    private VoiceServiceOutcome completedNow(VoiceServiceOutcome outcome) {
        return new VoiceServiceOutcome(
                outcome.orderId(),
                outcome.siteId(),
                outcome.type(),
                outcome.party(),
                outcome.result(),
                outcome.code(),
                outcome.message(),
                outcome.phoneNumbers(),
                outcome.mainNumber(),
                now);
    }

    private static VoiceServiceOutcome naming(VoiceServiceOutcome outcome, OrderResult result, List<String> numbers) {
        return new VoiceServiceOutcome(
                outcome.orderId(),
                outcome.siteId(),
                outcome.type(),
                outcome.party(),
                result,
                outcome.code(),
                outcome.message(),
                numbers,
                outcome.mainNumber(),
                outcome.completedAt());
    }
}
