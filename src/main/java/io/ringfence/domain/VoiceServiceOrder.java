package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An order as it was received. Nothing about it can be relied on before {@link VoiceServices} has looked: any text may
 * be null, blank or too long.
 *
 * @param orderId null where the sender gave none or no UUID
 * @param quantity numbers wanted; of no meaning in CEASE
 * @param withMainNumber whether one more is wanted, as the party's main number
 * @param activate whether the numbers are to be in service at once
 * @param coolingOffDate last day of cooling off in CEASE; null for the default
 * @param phoneNumbers the numbers wanted in ADD; empty where any will do
 * @param mainNumber which of {@code phoneNumbers} is to be the main number; null for none
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true)
public record VoiceServiceOrder(
        UUID orderId,
        String siteId,
        OrderType type,
        Party party,
        int quantity,
        boolean withMainNumber,
        boolean activate,
        LocalDate coolingOffDate,
        List<String> phoneNumbers,
        String mainNumber,
        String requestedBy)
        implements SiteEvent, VoiceServiceOrderBuilder.With {

    /** Whether what it asks for, and for whom, is known here; else a newer release has taken it. */
    public boolean isKnown() {
        return type != OrderType.UNKNOWN && (party == null || party.type() != PartyType.UNKNOWN);
    }

    /** How many numbers an ADD asks for. */
    int total() {
        return isChosen() ? phoneNumbers.size() : quantity + (withMainNumber ? 1 : 0);
    }

    /** Whether it names the numbers that it wants. */
    boolean isChosen() {
        return !phoneNumbers.isEmpty();
    }
}
