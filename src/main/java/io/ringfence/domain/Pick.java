package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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
        boolean known)
        implements PickBuilder.With {

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
        return with(pick -> pick.standing(Standing.LOST).ceased(true).awaited(null));
    }

    boolean isIdle() {
        return awaited == null;
    }

    /** The number as it stands now, with nothing of the order on its way. */
    Pick seen(Pick now) {
        return with(pick -> pick.standing(now.standing)
                .version(now.version)
                .mainNumber(now.mainNumber)
                .heldBefore(now.standing != Standing.FREE && (heldBefore || standing == Standing.FREE))
                .awaited(null));
    }

    /** What the order asked for was granted. */
    Pick granted(Action action) {
        return with(pick -> pick.nominatedByOrder(nominatedByOrder || action == Action.NOMINATE_MAIN_NUMBER)
                .activatedByOrder(activatedByOrder || action == Action.ACTIVATE)
                .heldBefore(heldBefore && action != Action.ALLOCATE)
                .ceased(ceased || action == Action.START_COOLING_OFF)
                .awaited(null));
    }
}
