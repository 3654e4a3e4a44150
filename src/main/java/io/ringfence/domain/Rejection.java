package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A refused request. Texts of the request are repeated up to {@link Rules#MAX_TEXT_LENGTH} characters.
 *
 * @param requestId null where the request had none or no UUID
 * @param code the first rule that failed
 * @param message a sentence for a person
 * @param current the number as it stands; null where the sender may not learn of it
 * @param allowedActions what the request's channel could ask now
 * @param heldBy the phone number that is the party's main number already, or null
 */
@RecordBuilder
public record Rejection(
        UUID requestId,
        String phoneNumber,
        String siteId,
        Action action,
        String requestedBy,
        RejectionCode code,
        String message,
        Instant rejectedAt,
        PhoneNumber current,
        List<Action> allowedActions,
        String heldBy)
        implements Outcome, NumberEvent, RejectionBuilder.With {}
