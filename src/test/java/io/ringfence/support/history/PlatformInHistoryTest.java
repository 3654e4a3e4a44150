package io.ringfence.support.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.support.requests.Requests;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The check finds what a voice platform was, or was not, asked for, and who has more in service than entitled. */
class PlatformInHistoryTest extends LivedHistory {
    @Test
    void findsNothingWhereThePlatformWasAskedForAllThatIsItsToCarryOut() {
        carryOut(Action.ALLOCATE);
        entitlements.add(new Entitlement(Requests.SITE, Requests.ACORN, 1));

        assertThat(faults()).isEmpty();
    }

    @Test
    void findsWhatThePlatformWasNotAskedFor() {
        fulfilled.add(Action.ALLOCATE);

        assertThat(faults()).isNotEmpty().allMatch(fault -> fault.contains("was not asked for"));
    }

    @Test
    void findsWhatThePlatformWasAskedForTwice() {
        carryOut(Action.ALLOCATE);
        fulfilments.add(fulfilments.get(0));

        assertThat(faults()).singleElement().asString().contains("was asked 2 times");
    }

    @Test
    void findsWhatCameTrueOtherwiseThanProposed() {
        carryOut(Action.ALLOCATE);
        FulfilmentRequest first = fulfilments.remove(0);
        fulfilments.add(
                asked(first, first.proposed().withMainNumber(!first.proposed().mainNumber())));

        assertThat(faults()).singleElement().asString().contains("was asked for");
    }

    @Test
    void findsWhatThePlatformWasAskedForAndNothingCameOf() {
        fulfilments.add(new FulfilmentRequest(
                UUID.randomUUID(), FIRST, Requests.SITE, Action.ACTIVATE, "me", NOON, number(FIRST), number(FIRST)));

        assertThat(faults()).singleElement().asString().contains("nothing came of");
    }

    @Test
    void findsMoreInServiceThanEntitled() {
        decide(Requests.of(Action.ACTIVATE, SECOND));
        entitlements.add(new Entitlement(Requests.SITE, Requests.ACORN, 1));
        assertThat(faults()).isEmpty();

        entitlements.set(0, new Entitlement(Requests.SITE, Requests.ACORN, 0));
        assertThat(faults()).singleElement().asString().contains("in service");
    }

    private void carryOut(Action action) {
        fulfilled.add(action);
        outcomes.stream()
                .filter(StateChange.class::isInstance)
                .map(StateChange.class::cast)
                .filter(change -> change.action() == action)
                .map(change -> new FulfilmentRequest(
                        change.requestId(),
                        change.phoneNumber(),
                        change.siteId(),
                        action,
                        change.requestedBy(),
                        change.changedAt(),
                        change.before(),
                        change.after()))
                .forEach(fulfilments::add);
    }

    private static FulfilmentRequest asked(FulfilmentRequest request, PhoneNumber proposed) {
        return new FulfilmentRequest(
                request.requestId(),
                request.phoneNumber(),
                request.siteId(),
                request.action(),
                request.requestedBy(),
                request.requestedAt(),
                request.current(),
                proposed);
    }
}
