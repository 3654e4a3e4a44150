package io.ringfence.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What the voice platform is asked to carry out.
 *
 * @param requestId of the request that waits for it; what the answer has to name
 * @param requestedAt when the request was received
 * @param current the number as it is, without the change in progress
 * @param proposed the number as it is to be
 */
public record FulfilmentRequest(
        UUID requestId,
        String phoneNumber,
        String siteId,
        Action action,
        String requestedBy,
        Instant requestedAt,
        PhoneNumber current,
        PhoneNumber proposed) {}
