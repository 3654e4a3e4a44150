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
 * @param failed whether the voice platform could not do with it what the order wants: it is given back, and of no more use
 * @param kept whether the voice platform could not give it back either: it stays as it is
 * @param atPlatform whether what is awaited waits for the voice platform
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
        boolean failed,
        boolean kept,
        boolean atPlatform,
        boolean known)
        implements PickBuilder.With {

    /** A number that the order has done nothing about. */
    static Pick of(String phoneNumber, Standing standing, long version, boolean mainNumber) {
        return PickBuilder.builder()
                .phoneNumber(phoneNumber)
                .standing(standing)
                .version(version)
                .mainNumber(mainNumber)
                .heldBefore(standing != Standing.FREE)
                .known(true)
                .build();
    }

    /** Whether it is remembered for the outcome alone: the order has no business with it any more. */
    public boolean isDone() {
        return kept || (failed && !isBeingGivenBack()) || (ceased && standing == Standing.LOST);
    }

    /** Whether it is one of those that the order is to give its party. */
    boolean isOfUse() {
        return !failed && !kept;
    }

    /** Whether it is of no use, and not yet given back. */
    boolean isBeingGivenBack() {
        return failed && !kept && (!isIdle() || isToBeWaitedFor());
    }

    /** Whether what the order took cannot be given back before a change in progress has ended. */
    boolean isToBeWaitedFor() {
        return standing == Standing.CHANGING && (!heldBefore || isTouched());
    }

    /** Whether it is the party's otherwise than by the order, and yet not as it was. */
    boolean isTouched() {
        return activatedByOrder || isNominatedByOrder();
    }

    boolean isNominatedByOrder() {
        return nominatedByOrder && mainNumber;
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
                .awaited(null)
                .atPlatform(false));
    }

    /** The voice platform could not do with it what the order wants. */
    Pick ofNoUse() {
        return withFailed(true);
    }

    /** The voice platform could not give it back. */
    Pick keptAsItIs() {
        return with(pick -> pick.kept(true).awaited(null).atPlatform(false));
    }

    /** What the order asked for was granted. */
    Pick granted(Action action) {
        return with(pick -> pick.nominatedByOrder(nominatedByOrder || action == Action.NOMINATE_MAIN_NUMBER)
                .activatedByOrder(activatedByOrder || action == Action.ACTIVATE)
                .heldBefore(heldBefore && action != Action.ALLOCATE)
                .ceased(ceased || action == Action.START_COOLING_OFF)
                .awaited(null)
                .atPlatform(false));
    }
}
