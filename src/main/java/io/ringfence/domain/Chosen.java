package io.ringfence.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The numbers that the order names, and no others. */
final class Chosen implements Selection {
    private final OrderWork work;

    Chosen(OrderWork work) {
        this.work = work;
    }

    @Override
    public List<Pick> find() {
        List<Pick> found = new ArrayList<>();
        List<String> some = work.order.phoneNumbers().stream()
                .sorted()
                .skip(work.picks.count())
                .limit(work.budget())
                .toList();
        for (String phoneNumber : some) {
            Optional<String> objection = objection(phoneNumber, found);
            if (objection.isPresent()) {
                work.undo(OrderRejectionCode.NUMBER_NOT_AVAILABLE, objection.get());
                return List.of();
            }
            found.add(work.sight.of(work.site.number(phoneNumber).orElseThrow()));
        }
        return found;
    }

    private Optional<String> objection(String phoneNumber, List<Pick> found) {
        if (work.site.isPicked(phoneNumber)) {
            return Optional.of(phoneNumber + " is promised to another order.");
        }
        Optional<Pick> pick = work.site.number(phoneNumber).map(work.sight::of);
        if (pick.isEmpty() || pick.get().standing() == Standing.LOST) {
            return Optional.of(work.sight.whyLost(phoneNumber));
        }
        String other = found.stream()
                .filter(Pick::mainNumber)
                .map(Pick::phoneNumber)
                .findFirst()
                .orElseGet(this::mainNumber);
        if (pick.get().mainNumber() && other != null && !other.equals(phoneNumber)) {
            return Optional.of(isAnother(phoneNumber, other));
        }
        return phoneNumber.equals(work.order.mainNumber()) ? objectionToNomination(pick.get()) : Optional.empty();
    }

    private Optional<String> objectionToNomination(Pick pick) {
        Optional<String> held =
                work.site.mainNumberOf(work.order.party()).filter(number -> !number.equals(pick.phoneNumber()));
        if (held.isPresent()) {
            return Optional.of(pick.phoneNumber() + " cannot be the party's main number, which is " + held.get() + ".");
        }
        return pick.mainNumber() || pick.standing() == Standing.CHANGING
                ? Optional.empty()
                : work.sight.refusal(pick.phoneNumber(), Action.NOMINATE_MAIN_NUMBER);
    }

    /** The one that the party has or is to have; null where that is none. */
    private String mainNumber() {
        return Optional.ofNullable(work.order.mainNumber())
                .or(() -> Optional.ofNullable(work.picks.mainNumber()))
                .or(() -> work.site.mainNumberOf(work.order.party()))
                .orElse(null);
    }

    private static String isAnother(String phoneNumber, String mainNumber) {
        return phoneNumber + " is nominated as a main number, and the party's is " + mainNumber + ".";
    }

    @Override
    public boolean isOfNoUse(Pick pick) {
        return pick.isIdle() && (pick.standing() == Standing.LOST || isAnotherMainNumber(pick));
    }

    /** Allocated, it would be the party's main number, which another is. */
    private boolean isAnotherMainNumber(Pick pick) {
        return pick.standing() == Standing.FREE
                && pick.mainNumber()
                && mainNumber() != null
                && !pick.phoneNumber().equals(mainNumber());
    }

    @Override
    public void lose(Pick pick) {
        work.undo(
                OrderRejectionCode.NUMBER_NOT_AVAILABLE,
                pick.standing() == Standing.LOST
                        ? work.sight.whyLost(pick.phoneNumber())
                        : isAnother(pick.phoneNumber(), mainNumber()));
    }

    @Override
    public void fail(Pick pick, Rejection failure) {
        work.undo(OrderRejectionCode.NUMBER_NOT_AVAILABLE, pick.phoneNumber() + ": " + failure.message());
    }

    @Override
    public boolean lacksMainNumber() {
        return work.order.mainNumber() != null && !nominee().mainNumber();
    }

    @Override
    public Pick nominee() {
        return work.picks.get(work.order.mainNumber()).orElseThrow();
    }
}
