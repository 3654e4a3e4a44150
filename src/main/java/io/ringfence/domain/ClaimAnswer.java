package io.ringfence.domain;

import java.util.UUID;

/**
 * What the owner of a site says to a {@link MainNumberClaim}.
 *
 * @param requestId of the request that made the claim
 * @param heldBy the phone number that is the party's main number already; null where the claim is granted
 */
public record ClaimAnswer(UUID requestId, String phoneNumber, String heldBy) {}
