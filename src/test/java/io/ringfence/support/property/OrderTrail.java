package io.ringfence.support.property;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an order asked for and got, as far as it has come. */
final class OrderTrail {
    final VoiceServiceOrder order;
    final List<ActionRequest> requests = new ArrayList<>();

    /** The request for each number that has no answer yet, by number. */
    final Map<String, ActionRequest> awaited = new HashMap<>();

    /** What reached its site after the order did, whoever made it. */
    final List<StateChange> since = new ArrayList<>();

    /** What the voice platform could not do for it. */
    final List<Rejection> failures = new ArrayList<>();

    VoiceServiceOutcome outcome;

    /** Whether its party had a number in service when its turn came. */
    boolean partyWasServed;

    /** Whether its site ever had too few numbers left for it, as far as can be told from outside. */
    boolean metShortage;

    OrderTrail(VoiceServiceOrder order) {
        this.order = order;
    }

    boolean isEnded() {
        return outcome != null;
    }

    boolean isBegun() {
        return !requests.isEmpty();
    }

    List<StateChange> changes(Action action) {
        return since.stream()
                .filter(change -> change.action() == action)
                .filter(change -> requests.stream()
                        .anyMatch(request -> request.requestId().equals(change.requestId())))
                .toList();
    }

    boolean hasChanged() {
        return since.stream().anyMatch(change -> requests.stream()
                .anyMatch(request -> request.requestId().equals(change.requestId())));
    }

    boolean askedFor(String phoneNumber) {
        return requests.stream().anyMatch(request -> request.phoneNumber().equals(phoneNumber));
    }

    Set<String> numbersAskedFor(Action action) {
        return requests.stream()
                .filter(request -> request.action() == action)
                .map(ActionRequest::phoneNumber)
                .collect(Collectors.toSet());
    }

    /** Its site hears of a number: whatever was asked of the number before is answered or has become void. */
    void hear(NumberEvent event) {
        ActionRequest request = awaited.get(event.phoneNumber());
        if (request == null) {
            return;
        }
        boolean changed = event instanceof StateChange change && change.version() > request.expectedVersion();
        boolean refused =
                event instanceof Rejection rejection && rejection.requestId().equals(request.requestId());
        if (changed || refused) {
            awaited.remove(event.phoneNumber());
        }
        if (refused && ((Rejection) event).code() == RejectionCode.FULFILMENT_FAILED) {
            failures.add((Rejection) event);
        }
    }

    /** Its site has granted a number, which is as good as changed: what the order asked of it has become void. */
    void granted(PendingChange change) {
        ActionRequest request = awaited.get(change.phoneNumber());
        if (request != null
                && !request.requestId()
                        .equals(change.number().changeInProgress().requestId())) {
            awaited.remove(change.phoneNumber());
        }
    }

    List<Rejection> failures(String phoneNumber) {
        return failures.stream()
                .filter(failure -> failure.phoneNumber().equals(phoneNumber))
                .toList();
    }

    /** The numbers that its outcome says were not given back. */
    Stream<String> numbersKept() {
        int kept = outcome.message().indexOf("could not take back");
        return failures.stream()
                .map(Rejection::phoneNumber)
                .distinct()
                .filter(number -> kept >= 0 && outcome.message().indexOf(number, kept) >= 0);
    }

    @Override
    public String toString() {
        return order + " asked " + requests + ", came to " + outcome;
    }
}
