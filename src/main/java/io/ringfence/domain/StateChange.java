package io.ringfence.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An accepted change.
 *
 * @param requestId null where time caused it
 * @param requestedBy {@link #SYSTEM} where time caused it
 * @param version of the number after the change; a number's versions have no gap and no repeat
 * @param before equals the previous change's {@code after}; null at provisioning
 * @param after null at withdrawal
 */
public record StateChange(
        UUID requestId,
        String phoneNumber,
        String siteId,
        Action action,
        String requestedBy,
        long version,
        Instant changedAt,
        PhoneNumber before,
        PhoneNumber after)
        implements Outcome, NumberEvent {
    /** Who asked where nobody did. */
    public static final String SYSTEM = "system";
}
