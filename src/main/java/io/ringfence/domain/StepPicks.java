package io.ringfence.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The numbers that an order is about, with what a step has made of them so far. */
final class StepPicks {
    private final OrderPicks before;
    private final Map<String, Optional<Pick>> changes = new TreeMap<>();

    StepPicks(OrderPicks before) {
        this.before = before;
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

    void put(Pick pick) {
        changes.put(pick.phoneNumber(), Optional.of(pick));
    }

    void remove(Pick pick) {
        changes.put(pick.phoneNumber(), Optional.empty());
    }

    /** By phone number; empty for those that the order is not about any more. */
    Map<String, Optional<Pick>> changes() {
        return changes;
    }
}
