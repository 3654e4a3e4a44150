package io.ringfence.domain;

import java.util.UUID;

/**
 * A number that an order is about, as its site last saw it.
 *
 * @param nominatedByOrder whether it is a main number because the order made it one
 * @param activatedByOrder whether the order put it into service
 * @param heldBefore whether it became the party's otherwise than by the order
 * @param ceased whether the order has put it into cooling off; the party may have got it back since
 * @param awaited the order's request for it that has no answer yet; null when there is none
 * @param known whether nothing of it was written by a newer release and is not known here
 */
public record Pick(
        String phoneNumber,
        Standing standing,
        long version,
        boolean mainNumber,
        boolean nominatedByOrder,
        boolean activatedByOrder,
        boolean heldBefore,
        boolean ceased,
        UUID awaited,
        boolean known) {

    /** A number that the order has done nothing about. */
    static Pick of(String phoneNumber, Standing standing, long version, boolean mainNumber) {
        return new Pick(
                phoneNumber, standing, version, mainNumber, false, false, standing != Standing.FREE, false, null, true);
    }

    /** Whether it is kept for the outcome alone: the order has no business with it any more. */
    public boolean isDone() {
        return ceased && standing == Standing.LOST;
    }

    /** The number kept for the outcome alone, free though it may be by now. */
    Pick done() {
        return new Pick(
                phoneNumber,
                Standing.LOST,
                version,
                mainNumber,
                nominatedByOrder,
                activatedByOrder,
                heldBefore,
                true,
                null,
                known);
    }

    boolean isIdle() {
        return awaited == null;
    }

    Pick awaiting(UUID requestId) {
        return new Pick(
                phoneNumber,
                standing,
                version,
                mainNumber,
                nominatedByOrder,
                activatedByOrder,
                heldBefore,
                ceased,
                requestId,
                known);
    }

    /** The number as it stands now, with nothing of the order on its way. */
    Pick seen(Pick now) {
        return new Pick(
                phoneNumber,
                now.standing,
                now.version,
                now.mainNumber,
                nominatedByOrder,
                activatedByOrder,
                now.standing != Standing.FREE && (heldBefore || standing == Standing.FREE),
                ceased,
                null,
                known);
    }

    /** What the order asked for was granted. */
    Pick granted(Action action) {
        return new Pick(
                phoneNumber,
                standing,
                version,
                mainNumber,
                nominatedByOrder || action == Action.NOMINATE_MAIN_NUMBER,
                activatedByOrder || action == Action.ACTIVATE,
                heldBefore && action != Action.ALLOCATE,
                ceased || action == Action.START_COOLING_OFF,
                null,
                known);
    }
}
