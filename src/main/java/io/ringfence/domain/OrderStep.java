package io.ringfence.domain;

import java.util.List;
import java.util.Optional;

/**
 * What follows from an event for an order.
 *
 * @param progress how far it is now; has no picks once there is an outcome
 * @param requests for its numbers, to be decided like any other
 * @param outcome empty while it is being carried out
 */
public record OrderStep(OrderProgress progress, List<ActionRequest> requests, Optional<VoiceServiceOutcome> outcome) {}
