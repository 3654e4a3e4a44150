package io.ringfence.domain;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A request as it was received. Nothing about it can be relied on before {@link Rules} has looked: any text may be
 * null, blank or too long.
 *
 * @param channel the way that it came in
 * @param key the key of its record; null until it is known, never when the request is decided
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
        Long expectedVersion) {

    /** The request as the record with the given key holds it. */
    public ActionRequest withKey(String recordKey) {
        return new ActionRequest(
                channel,
                recordKey,
                requestId,
                phoneNumber,
                siteId,
                action,
                requestedBy,
                allocateTo,
                userId,
                coolingOffDate,
                details,
                expectedVersion);
    }
}
