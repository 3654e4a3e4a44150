package io.ringfence.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that is still being decided; until then its number refuses every other.
 *
 * @param since when the request was received
 * @param waitsFor what has to be answered before anything else happens
 */
public record ChangeInProgress(UUID requestId, Action action, Instant since, Question waitsFor) {}
