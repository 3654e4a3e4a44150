package io.ringfence.domain;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A request as it was received. Nothing about it can be relied on before {@link Rules} has looked: any text may be
 * null, blank or too long.
 *
 * @param channel the way that it came in
 * @param key the key of its record, never null
 * @param requestId null where the sender gave none or no UUID
 * @param expectedVersion null where the sender does not care
 */
public record ActionRequest(
        Channel channel,
        String key,
        UUID requestId,
        String phoneNumber,
        String siteId,
        Action action,
        String requestedBy,
        Party allocateTo,
        String userId,
        LocalDate coolingOffDate,
        NumberDetails details,
        Long expectedVersion) {}
