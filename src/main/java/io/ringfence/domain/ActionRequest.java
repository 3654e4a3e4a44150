package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A request as it was received. Nothing about it can be relied on before {@link Rules} has looked: any text may be
 * null, blank or too long.
 *
 * @param requestId null where the sender gave none or no UUID
 * @param expectedVersion null where the sender does not care
 * @param reason why a number is locked, for people; may be null
 */
@RecordBuilder
public record ActionRequest(
        UUID requestId,
        String phoneNumber,
        String siteId,
        Action action,
        String requestedBy,
        Party allocateTo,
        String userId,
        LocalDate coolingOffDate,
        NumberDetails details,
        Long expectedVersion,
        String reason)
        implements ActionRequestBuilder.With {

    /** The request in a record that is keyed as it should be. */
    public Envelope on(Channel channel) {
        return new Envelope(channel, phoneNumber, this);
    }
}
