package io.ringfence.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an order came to. Every readable order has exactly one.
 *
 * @param orderId null where the order had none or no UUID
 * @param party null where the order had none
 * @param code null unless REJECTED
 * @param message a sentence for a person
 * @param phoneNumbers those that the order gave or put into cooling off, lowest first, the main number among them;
 *     empty unless FULFILLED
 * @param mainNumber the main number among them; null when none is
 */
public record VoiceServiceOutcome(
        UUID orderId,
        String siteId,
        OrderType type,
        Party party,
        OrderResult result,
        OrderRejectionCode code,
        String message,
        List<String> phoneNumbers,
        String mainNumber,
        Instant completedAt) {}
