package io.ringfence.it;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.util.List;

/**
 * What went in, and what a read_committed consumer saw come out, from the beginning.
 *
 * @param requests that the broker said it has; one may be in here as often as it was sent
 * @param orders likewise
 * @param outcomes in the order of each partition
 */
record History(
        List<ActionRequest> requests,
        List<VoiceServiceOrder> orders,
        List<Outcome> outcomes,
        List<VoiceServiceOutcome> orderOutcomes) {}
