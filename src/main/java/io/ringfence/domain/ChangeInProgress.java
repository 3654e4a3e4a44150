package io.ringfence.domain;

import java.time.Instant;
import java.util.UUID;

/** A request that is still being decided; until then its number refuses every other. */
public record ChangeInProgress(UUID requestId, Action action, Instant since) {}
