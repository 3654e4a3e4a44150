package io.ringfence.api.rights;

import java.time.Instant;
import java.util.Optional;

/**
 * By what a caller has shown who it is.
 *
 * @param token as it goes on to other instances
 * @param until when it is good; empty where it does not say
 */
public record Credential(String token, Optional<Instant> until) {}
