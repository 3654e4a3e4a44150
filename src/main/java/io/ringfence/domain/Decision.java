package io.ringfence.domain;

import java.util.Optional;

/**
 * What one request comes to.
 *
 * @param coolingOffEnded the END_COOLING_OFF that was due before the request and goes before what comes of it
 * @param verdict the request's own
 */
public record Decision(Optional<StateChange> coolingOffEnded, Verdict verdict) {}
