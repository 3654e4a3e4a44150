package io.ringfence.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * What is said to a {@link PendingChange} by whom it waits for.
 *
 * @param requestId of the request that is pending; null where the answer names none
 * @param question that is answered
 * @param objection empty where it is granted
 */
public record Answer(UUID requestId, String phoneNumber, Question question, Optional<Objection> objection) {
    /** Whether it is to what the request waits for: what is asked twice is answered twice. */
    public boolean isTo(Envelope pending, ChangeInProgress change) {
        return pending != null && pending.request().requestId().equals(requestId) && change.waitsFor() == question;
    }
}
