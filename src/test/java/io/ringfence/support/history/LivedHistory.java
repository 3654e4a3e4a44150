package io.ringfence.support.history;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.OrderResult;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Verdict;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.support.requests.Orders;
import io.ringfence.support.requests.Requests;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A short life of two numbers, and what went in and came out: a history without a fault, to plant one in. */
abstract class LivedHistory {
    static final String FIRST = "+442079460000";
    static final String SECOND = "+442079460001";
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of());
    final Map<String, NumberEntry> numbers = new HashMap<>();
    final List<ActionRequest> requests = new ArrayList<>();
    final List<VoiceServiceOrder> orders = new ArrayList<>();
    final Set<UUID> unsure = new HashSet<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final Map<StateChange, Instant> written = new HashMap<>();
    final List<VoiceServiceOutcome> orderOutcomes = new ArrayList<>();
    final List<FulfilmentRequest> fulfilments = new ArrayList<>();
    final Set<Action> fulfilled = new HashSet<>();
    final List<Entitlement> entitlements = new ArrayList<>();
    Instant now = NOON;

    @BeforeEach
    void live() {
        decide(Requests.provision(FIRST));
        decide(Requests.provision(SECOND));
        decide(Requests.of(Action.NOMINATE_MAIN_NUMBER, FIRST));
        decide(Requests.of(Action.NOMINATE_MAIN_NUMBER, SECOND));
        decide(Requests.allocate(FIRST, Requests.ACORN));
        decide(Requests.of(Action.ACTIVATE, SECOND));
        decide(Requests.of(Action.DEALLOCATE, FIRST));
        order(Orders.add(Requests.ACORN, 1), SECOND);
    }

    final List<String> faults() {
        return HistoryCheck.faults(history());
    }

    final History history() {
        return new History(
                requests, orders, unsure, outcomes, written, orderOutcomes, fulfilments, fulfilled, entitlements);
    }

    final Map<String, PhoneNumber> listing() {
        Map<String, PhoneNumber> listing = new HashMap<>();
        numbers.forEach((phoneNumber, entry) -> listing.put(phoneNumber, entry.number()));
        return listing;
    }

    final Outcome rejection() {
        return outcomes.stream().filter(Rejection.class::isInstance).findFirst().orElseThrow();
    }

    final PhoneNumber number(String phoneNumber) {
        return numbers.get(phoneNumber).number();
    }

    final List<StateChange> changes() {
        return history().changes();
    }

    final void decide(ActionRequest request) {
        requests.add(request);
        outcomes.add(outcome(request));
    }

    /** Carried out by hand: what an order asks for is a request like any other, with an id that it derives. */
    final void order(VoiceServiceOrder order, String number) {
        orders.add(order);
        UUID derived = UUID.nameUUIDFromBytes(new byte[] {1});
        outcomes.add(outcome(Requests.of(Action.REMOVE_MAIN_NUMBER, number).withRequestId(derived)));
        outcomes.add(outcome(
                Requests.allocate(number, order.party()).withRequestId(UUID.nameUUIDFromBytes(new byte[] {2}))));
        orderOutcomes.add(new VoiceServiceOutcome(
                order.orderId(),
                order.siteId(),
                order.type(),
                order.party(),
                OrderResult.FULFILLED,
                null,
                "",
                List.of(number),
                null,
                now));
    }

    /** Grants every claim. */
    private Outcome outcome(ActionRequest request) {
        now = now.plusMillis(1);
        Envelope asked = Requests.onItsTopic(request);
        NumberEntry entry = numbers.getOrDefault(request.phoneNumber(), NumberEntry.UNSEEN);
        Verdict verdict = rules.decide(entry, asked, Limits.NONE, now).verdict();
        Outcome outcome = rules.foreseen(verdict, asked, any -> PartyAtSite.UNHEARD_OF, Limits.NONE, now);
        if (outcome instanceof StateChange change) {
            numbers.put(request.phoneNumber(), NumberEntry.after(change));
            written.put(change, now);
        }
        return outcome;
    }
}
