package io.ringfence.domain;

import java.util.UUID;

/**
 * A number that an order is about, as its site last saw it.
 *
 * @param nominatedByOrder whether it is a main number because the order made it one
 * @param awaited the order's request for it that has no answer yet; null when there is none
 */
public record Pick(
        String phoneNumber,
        Standing standing,
        long version,
        boolean mainNumber,
        boolean nominatedByOrder,
        UUID awaited) {

    boolean isIdle() {
        return awaited == null;
    }

    Pick awaiting(UUID requestId) {
        return new Pick(phoneNumber, standing, version, mainNumber, nominatedByOrder, requestId);
    }

    /** The number as it stands now, with nothing of the order on its way. */
    Pick seen(Pick now, boolean nominated) {
        return new Pick(phoneNumber, now.standing, now.version, now.mainNumber, nominatedByOrder || nominated, null);
    }
}
