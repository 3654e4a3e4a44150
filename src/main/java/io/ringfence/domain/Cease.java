package io.ringfence.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * Puts every number of a party into cooling off, whatever its status; one with a change in progress is waited for. All
 * over again until the party has none: it may get some meanwhile.
 */
final class Cease implements OrderCourse {
    private final OrderWork work;

    Cease(OrderWork work) {
        this.work = work;
    }

    @Override
    public void hear(Pick before, Pick after) {
        if (isHeldOrAboutToBe(after)) {
            place(after);
        } else if (after.ceased()) {
            work.picks.cease(after.done());
        } else {
            work.picks.drop(after);
        }
    }

    /** What a CEASE asks for is the provider's to ask, and no platform's to carry out. */
    @Override
    public void fail(Pick before, Pick after, Rejection failure) {
        hear(before, after);
    }

    @Override
    public boolean goOn() {
        if (work.position.cursor() == null) {
            if (work.picks.count() > 0) {
                return false;
            }
            work.position.moveTo(PhasePosition.START);
        }
        boolean fromTheFirst = work.position.cursor().equals(PhasePosition.START);
        pickSome();
        if (fromTheFirst && work.position.cursor() == null && work.picks.count() == 0) {
            end();
        }
        return true;
    }

    private void pickSome() {
        int limit = work.budget();
        if (work.position.cursor().equals(PhasePosition.START)) {
            pickPromised();
        }
        try (Stream<PhoneNumber> held = work.site.heldBy(work.order.party(), work.position.cursor())) {
            List<Pick> found =
                    held.filter(this::isLeft).map(work.sight::of).limit(limit).toList();
            found.forEach(this::take);
            work.spend(found.size());
            work.position.moveTo(
                    found.size() < limit ? null : found.get(found.size() - 1).phoneNumber());
        }
    }

    /** Not the party's yet, but as good as. */
    private void pickPromised() {
        work.site
                .mainNumberOf(work.order.party())
                .flatMap(work.site::number)
                .filter(this::isLeft)
                .map(work.sight::of)
                .filter(Cease::isHeldOrAboutToBe)
                .ifPresent(this::take);
    }

    /** Also where the order has ceased it before, and the party has got it back. */
    private boolean isLeft(PhoneNumber number) {
        return work.picks
                .get(number.phoneNumber())
                .filter(pick -> !pick.isDone())
                .isEmpty();
    }

    private void take(Pick pick) {
        Pick taken = work.picks
                .get(pick.phoneNumber())
                .map(before -> before.seen(pick))
                .orElse(pick);
        work.picks.add(taken);
        place(taken);
    }

    private void place(Pick pick) {
        work.picks.put(pick);
        if (pick.isIdle() && pick.standing().isHeld()) {
            work.ask(pick, Action.START_COOLING_OFF);
        }
    }

    private static boolean isHeldOrAboutToBe(Pick pick) {
        return pick.standing().isHeld() || pick.standing() == Standing.CHANGING;
    }

    private void end() {
        if (work.picks.haveCeased()) {
            work.fulfilled("The party's numbers cool off.");
        } else {
            work.notNeeded("The party has no numbers at site " + work.order.siteId() + ".");
        }
    }
}
