package io.ringfence.support.history;

import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Entitlement;
import io.ringfence.domain.FulfilmentRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What went in, and what a read_committed consumer saw come out, from the beginning.
 *
 * @param requests that were sent; one may be in here as often as it was
 * @param orders likewise
 * @param unsure ids of those that the broker has not said it has: it may have them or not
 * @param outcomes in the order of each partition
 * @param written when changes came to their topic, by its records
 * @param fulfilments what the voice platform was asked
 * @param fulfilled the actions that it has to carry out
 * @param entitlements that were in force before any number was in service, and are still
 */
public record History(
        List<ActionRequest> requests,
        List<VoiceServiceOrder> orders,
        Set<UUID> unsure,
        List<Outcome> outcomes,
        Map<StateChange, Instant> written,
        List<VoiceServiceOutcome> orderOutcomes,
        List<FulfilmentRequest> fulfilments,
        Set<Action> fulfilled,
        List<Entitlement> entitlements) {

    /** Where a voice platform carries some out, and some parties are limited. */
    public History with(Set<Action> carriedOut, List<Entitlement> inForce) {
        return new History(
                requests, orders, unsure, outcomes, written, orderOutcomes, fulfilments, carriedOut, inForce);
    }

    /** The changes, those of a number in their order. */
    public List<StateChange> changes() {
        return outcomes.stream()
                .filter(StateChange.class::isInstance)
                .map(StateChange.class::cast)
                .toList();
    }

    /** The changes alone. */
    public History ofSite(String siteId) {
        return new History(
                List.of(),
                List.of(),
                Set.of(),
                outcomes.stream()
                        .filter(outcome -> outcome instanceof StateChange change
                                && change.siteId().equals(siteId))
                        .toList(),
                written,
                List.of(),
                List.of(),
                Set.of(),
                List.of());
    }
}
