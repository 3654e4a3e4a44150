package io.ringfence.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The numbers that an order is about, with what a step has made of them so far, and which of them is the main number. */
final class StepPicks {
    private final OrderPicks before;
    private final Map<String, Optional<Pick>> changes = new TreeMap<>();

    private int count;
    private int givenBack;
    private String mainNumber;
    private boolean ceased;

    StepPicks(OrderPicks before, OrderProgress progress) {
        this.before = before;
        count = progress.picked();
        givenBack = progress.givenBack();
        mainNumber = progress.mainNumber();
        ceased = progress.ceased();
    }

    Optional<Pick> get(String phoneNumber) {
        Optional<Pick> changed = changes.get(phoneNumber);
        return changed == null ? before.get(phoneNumber) : changed;
    }

    /** Those after a number, lowest first. */
    List<Pick> after(String phoneNumber, int limit) {
        int enough = (int) Math.min(Integer.MAX_VALUE, (long) limit + changes.size());
        Stream<Pick> unchanged =
                before.after(phoneNumber, enough).stream().filter(pick -> !changes.containsKey(pick.phoneNumber()));
        Stream<Pick> changed = changes.values().stream()
                .flatMap(Optional::stream)
                .filter(pick -> pick.phoneNumber().compareTo(phoneNumber) > 0);
        return Stream.concat(unchanged, changed)
                .sorted(Comparator.comparing(Pick::phoneNumber))
                .limit(limit)
                .toList();
    }

    /** All of them, lowest first. */
    List<Pick> all() {
        return after(PhasePosition.START, Integer.MAX_VALUE);
    }

    /** Those that the order is to give its party, lowest first. */
    List<Pick> ofUse() {
        return all().stream().filter(Pick::isOfUse).toList();
    }

    /** How many those are; those that CEASE is done with do not count. */
    int count() {
        return count;
    }

    /** How many others are still being given back. */
    int givenBack() {
        return givenBack;
    }

    /** The main number among those of use; null when there is none. */
    String mainNumber() {
        return mainNumber;
    }

    boolean haveCeased() {
        return ceased;
    }

    /** Takes a number in. */
    void add(Pick pick) {
        count++;
        put(pick);
    }

    void put(Pick pick) {
        givenBack += one(pick.isBeingGivenBack())
                - one(get(pick.phoneNumber()).filter(Pick::isBeingGivenBack).isPresent());
        changes.put(pick.phoneNumber(), Optional.of(pick));
        boolean isMainNumber = pick.mainNumber() && pick.isOfUse();
        if (isMainNumber && mainNumber == null) {
            mainNumber = pick.phoneNumber();
        } else if (!isMainNumber) {
            isNoMainNumber(pick);
        }
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }

    void drop(Pick pick) {
        count--;
        remove(pick);
        isNoMainNumber(pick);
    }

    /** Has no more use for a number; it is remembered, so that it is not taken for another one. */
    void fail(Pick pick) {
        count--;
        put(pick);
    }

    /** Keeps the number for the outcome, and is done with it. */
    void cease(Pick pick) {
        put(pick);
        count--;
        ceased = true;
    }

    /** Forgets the number, whatever it was to the order. */
    void remove(Pick pick) {
        changes.put(pick.phoneNumber(), Optional.empty());
    }

    private void isNoMainNumber(Pick pick) {
        if (pick.phoneNumber().equals(mainNumber)) {
            mainNumber = ofUse().stream()
                    .filter(Pick::mainNumber)
                    .map(Pick::phoneNumber)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** By phone number; empty for those that the order is not about any more. */
    Map<String, Optional<Pick>> changes() {
        return changes;
    }
}
