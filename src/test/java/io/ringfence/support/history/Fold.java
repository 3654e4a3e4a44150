package io.ringfence.support.history;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was, by definition: the state changes up to a moment, one after the other. A number's change holds no earlier than the
 * one before it at its site.
 */
public final class Fold {
    /** A change, and since when it holds. */
    private record Since(Instant moment, StateChange change) {}

    private final List<Since> changes = new ArrayList<>();

    /**
     * @param changes each once, those of a number in the order of their versions
     */
    public Fold(List<StateChange> changes) {
        Map<List<String>, Instant> latest = new HashMap<>();
        changes.forEach(change -> {
            Instant moment = latest.merge(
                    List.of(change.siteId(), change.phoneNumber()),
                    change.changedAt(),
                    (before, now) -> now.isAfter(before) ? now : before);
            this.changes.add(new Since(moment, change));
        });
    }

    /** The numbers of a site as they were. */
    public SortedMap<String, PhoneNumber> at(String siteId, Instant moment) {
        SortedMap<String, PhoneNumber> numbers = new TreeMap<>();
        changes.stream()
                .filter(since -> !since.moment().isAfter(moment))
                .map(Since::change)
                .filter(change -> change.siteId().equals(siteId))
                .forEach(change -> {
                    if (change.after() == null) {
                        numbers.remove(change.phoneNumber());
                    } else {
                        numbers.put(change.phoneNumber(), change.after());
                    }
                });
        return numbers;
    }

    /** Every moment at which something came to hold at a site, and one before all of them. */
    public List<Instant> moments(String siteId) {
        List<Instant> moments = new ArrayList<>(changes.stream()
                .filter(since -> since.change().siteId().equals(siteId))
                .map(Since::moment)
                .distinct()
                .sorted()
                .toList());
        if (!moments.isEmpty()) {
            moments.add(0, moments.get(0).minusMillis(1));
        }
        return moments;
    }

    /** Of a number, newest first. */
    public List<StateChange> changes(String phoneNumber) {
        return changes.stream()
                .map(Since::change)
                .filter(change -> change.phoneNumber().equals(phoneNumber))
                .sorted(Comparator.comparingLong(StateChange::version).reversed())
                .toList();
    }
}
