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

    /**
     * Asks the owner of a number what became of a request of an order: that may have been lost, and so may its outcome.
     * Asks for nothing, so that it need not know what the request asked for.
     */
    static ActionRequest inquiry(UUID requestId, String phoneNumber, VoiceServiceOrder order) {
        return new ActionRequest(
                Channel.ORDERS,
                phoneNumber,
                requestId,
                phoneNumber,
                order.siteId(),
                Action.UNKNOWN,
                order.requestedBy(),
                null,
                null,
                null,
                null,
                null);
    }

    /** Whether it only asks what became of an earlier request with its id. */
    public boolean isInquiry() {
        return channel == Channel.ORDERS && action == Action.UNKNOWN;
    }

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
