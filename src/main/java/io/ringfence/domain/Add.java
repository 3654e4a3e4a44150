package io.ringfence.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * As many numbers as the order says, and its main number: those that the party has reserved, then the lowest that are
 * free. One that is lost is replaced.
 */
final class Add implements Selection {
    private final OrderWork work;

    Add(OrderWork work) {
        this.work = work;
    }

    @Override
    public List<Pick> find() {
        List<Pick> found = new ArrayList<>();
        if (work.position.phase() == OrderPhase.PICKING && work.position.cursor() != null) {
            findReserved(found);
        } else {
            findFree(found);
        }
        return found;
    }

    /** Looks no further than the budget goes, however many of another kind there are. */
    private void findReserved(List<Pick> found) {
        if (work.position.cursor().equals(PhasePosition.START) && work.order.withMainNumber()) {
            add(
                    found,
                    work.site.mainNumberOf(work.order.party()).flatMap(work.site::number).stream(),
                    Add::isReserved,
                    1);
        }
        try (Stream<PhoneNumber> held = work.site.heldBy(work.order.party(), work.position.cursor())) {
            List<PhoneNumber> some = held.limit(work.budget()).toList();
            Set<Pick> mainNumber = Set.copyOf(found);
            add(
                    found,
                    some.stream().filter(number -> number.details().kind() == NumberKind.DIRECT),
                    pick -> isReserved(pick) && !mainNumber.contains(pick),
                    missing() - found.size());
            if (found.size() < missing()) {
                work.position.moveTo(
                        some.size() < work.budget()
                                ? null
                                : some.get(some.size() - 1).phoneNumber());
            }
            work.spend(some.size());
        }
    }

    private static boolean isReserved(Pick pick) {
        return pick.standing() == Standing.RESERVED || pick.standing() == Standing.CHANGING;
    }

    private void findFree(List<Pick> found) {
        if (lacksMainNumber()) {
            addFree(found, true, 1);
        }
        int limit = Math.min(missing(), Math.max(work.budget(), 1));
        addFree(found, false, limit - found.size());
        if (found.size() < limit) {
            work.undo(
                    OrderRejectionCode.INSUFFICIENT_NUMBERS,
                    "The order takes %d numbers, and there were %d."
                            .formatted(work.order.total(), work.picks.count() + found.size()));
        }
    }

    private void addFree(List<Pick> found, boolean nominated, int limit) {
        try (Stream<PhoneNumber> free = work.site.free(nominated)) {
            add(found, free, pick -> pick.standing() == Standing.FREE, limit);
        }
    }

    private void add(List<Pick> found, Stream<PhoneNumber> numbers, Predicate<Pick> wanted, int limit) {
        numbers.filter(number -> work.picks.get(number.phoneNumber()).isEmpty())
                .map(work.sight::of)
                .filter(wanted)
                .limit(limit)
                .forEach(found::add);
    }

    private int missing() {
        return work.order.total() - work.picks.count();
    }

    @Override
    public boolean isOfNoUse(Pick pick) {
        return pick.isIdle() && (pick.standing() == Standing.LOST || isSpareMainNumber(pick));
    }

    /** Somebody nominated it meanwhile: of use only to an order that wants a main number and has none. */
    private boolean isSpareMainNumber(Pick pick) {
        return pick.standing() == Standing.FREE
                && pick.mainNumber()
                && !(work.order.withMainNumber()
                        && (work.picks.mainNumber() == null
                                || pick.phoneNumber().equals(work.picks.mainNumber())));
    }

    @Override
    public void lose(Pick pick) {
        // Replaced as soon as the order goes on.
    }

    @Override
    public void fail(Pick pick, Rejection failure) {
        // Likewise.
    }

    @Override
    public boolean lacksMainNumber() {
        return work.order.withMainNumber() && work.picks.mainNumber() == null;
    }

    /** The lowest that can still be nominated; one that somebody else put into service is taken out of it first. */
    @Override
    public Pick nominee() {
        List<Pick> picks = work.picks.ofUse();
        return picks.stream()
                .filter(pick -> pick.standing() == Standing.RESERVED)
                .findFirst()
                .orElseGet(() -> picks.get(0));
    }
}
