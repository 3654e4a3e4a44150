package io.ringfence.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows from an event for an order, or from its having time.
 *
 * @param order as it is carried out: with what it left open decided
 * @param progress how far it is now; empty once there is nothing more to it
 * @param picks what of its numbers has changed: by phone number, empty for those that it is not about any more
 * @param requests for its numbers, to be decided like any other
 * @param outcome there once, when the order has come to one
 * @param hasMore whether it can go on without anything happening
 */
public record OrderStep(
        VoiceServiceOrder order,
        Optional<OrderProgress> progress,
        Map<String, Optional<Pick>> picks,
        List<ActionRequest> requests,
        Optional<VoiceServiceOutcome> outcome,
        boolean hasMore) {}
