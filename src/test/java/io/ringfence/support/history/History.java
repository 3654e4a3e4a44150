package io.ringfence.support.history;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What went in, and what a read_committed consumer saw come out, from the beginning.
 *
 * @param requests that were sent; one may be in here as often as it was
 * @param orders likewise
 * @param unsure ids of those that the broker has not said it has: it may have them or not
 * @param outcomes in the order of each partition
 */
public record History(
        List<ActionRequest> requests,
        List<VoiceServiceOrder> orders,
        Set<UUID> unsure,
        List<Outcome> outcomes,
        List<VoiceServiceOutcome> orderOutcomes) {

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
                List.of());
    }
}
