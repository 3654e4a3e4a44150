package io.ringfence.topology;

import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What orders look for at a site, so that none has to look through it: the numbers of a party, those that are free, and
 * those that will be once they have cooled off. Follows from the listing and from what orders have picked.
 */
public final class SiteIndex {
    private static final byte[] PRESENT = {1};
    private static final char SEPARATOR = '\0';

    private static final String ORDINARY = "F";
    private static final String NOMINATED = "M";
    private static final String COOLING_OFF = "C";
    private static final String HELD = "H";
    private static final String IN_SERVICE = "S";

    private final KeyValueStore<String, byte[]> store;
    private final KeyedCounts inService;
    private final Predicate<String> isPicked;

    /**
     * By prefix, the lowest key that may be there: the numbers below it were taken, one after another, and are but
     * tombstones to read through.
     */
    private final Map<String, String> lowest = new HashMap<>();

    /** The day up to which each site has been looked through: what is gone since is but tombstones to read through. */
    private final Map<String, LocalDate> admitted = new HashMap<>();

    /**
     * @param isPicked whether an order has picked the number of a key
     */
    SiteIndex(KeyValueStore<String, byte[]> store, Predicate<String> isPicked) {
        this.store = store;
        this.inService = new KeyedCounts(store);
        this.isPicked = isPicked;
    }

    /**
     * Follows a change of the listing.
     *
     * @param before null where the number was not there
     * @param after null where it is not there any more
     */
    void follow(PhoneNumber before, PhoneNumber after) {
        if (!place(before).equals(place(after))) {
            leave(before);
            enter(after);
        }
        Optional<String> was = held(before);
        Optional<String> is = held(after);
        if (!was.equals(is)) {
            was.ifPresent(store::delete);
            is.ifPresent(key -> store.put(key, PRESENT));
        }
        count(before, after);
    }

    /** Where a number lies as long as no order has picked it; empty where it is of no use to any. */
    private static Optional<String> place(PhoneNumber number) {
        if (number == null || !(number.isFree() || number.isFreeOnceCooledOff())) {
            return Optional.empty();
        }
        return Optional.of(number.isFree() ? free(number) : coolingOff(number));
    }

    private void leave(PhoneNumber number) {
        if (number != null && number.isFree()) {
            delete(free(number));
        } else if (number != null && number.isFreeOnceCooledOff()) {
            delete(coolingOff(number));
            // It may count as free already, without its owner having said so.
            delete(free(number));
        }
    }

    private void enter(PhoneNumber number) {
        if (number != null && number.isFree()) {
            setFree(number);
        } else if (number != null && number.isFreeOnceCooledOff()) {
            store.put(coolingOff(number), PRESENT);
            admitted.computeIfPresent(
                    number.siteId(), (site, today) -> number.coolingOffDate().isBefore(today) ? null : today);
        }
    }

    private void setFree(PhoneNumber number) {
        if (!isPicked.test(SiteKey.number(number.siteId(), number.phoneNumber()))) {
            String key = free(number);
            store.put(key, PRESENT);
            lowest.computeIfPresent(
                    freeAt(number.siteId(), number.mainNumber()), (prefix, low) -> key.compareTo(low) < 0 ? key : low);
        }
    }

    private void count(PhoneNumber before, PhoneNumber after) {
        Optional<String> was = inService(before);
        Optional<String> is = inService(after);
        if (!was.equals(is)) {
            was.ifPresent(key -> inService.add(key, -1));
            is.ifPresent(key -> inService.add(key, 1));
        }
    }

    private static Optional<String> inService(PhoneNumber number) {
        return Optional.ofNullable(number)
                .filter(PhoneNumber::isInService)
                .map(PhoneNumber::allocatedTo)
                .map(party -> inService(number.siteId(), party));
    }

    /** An order has picked a number of the site. */
    void picked(PhoneNumber number) {
        delete(free(number));
    }

    /** No order has it picked any more. */
    void released(PhoneNumber number, LocalDate today) {
        if (number.isFree()
                || (number.isFreeOnceCooledOff() && number.coolingOffDate().isBefore(today))) {
            setFree(number);
        }
    }

    /**
     * Counts those among the free that have cooled off, though their owner may not have said so yet.
     *
     * @param today the earliest date that has not passed
     * @param number the number of a site
     * @param limit how many at most
     * @return whether there are no more
     */
    boolean admitCooledOff(String siteId, LocalDate today, Numbers number, int limit) {
        if (today.equals(admitted.get(siteId))) {
            return true;
        }
        int count = 0;
        try (KeyValueIterator<String, byte[]> due =
                store.range(coolingOff(siteId) + DayKey.of(LocalDate.MIN), coolingOff(siteId) + DayKey.of(today))) {
            for (; count < limit && due.hasNext(); count++) {
                String key = due.next().key;
                store.delete(key);
                number.find(key.substring(key.lastIndexOf(SEPARATOR) + 1)).ifPresent(this::setFree);
            }
        }
        if (count < limit) {
            admitted.put(siteId, today);
        }
        return count < limit;
    }

    /** The numbers of a site. */
    interface Numbers {
        Optional<PhoneNumber> find(String phoneNumber);
    }

    boolean hasInService(String siteId, Party party) {
        return inService.get(inService(siteId, party)) > 0;
    }

    /** How many numbers a party has in service at a site. */
    static long inService(ReadOnlyKeyValueStore<String, byte[]> store, String siteId, Party party) {
        return KeyedCounts.get(store, inService(siteId, party));
    }

    /** Those after a number that are allocated to a party at a site, lowest first. To be closed. */
    Stream<String> held(String siteId, Party party, String phoneNumber) {
        String prefix = held(siteId, party);
        return numbers(store.range(prefix + phoneNumber + SEPARATOR, prefix + '~'), prefix);
    }

    /**
     * Those that a party has at all sites, by site and number; empty where the index is still being made.
     *
     * @return keys as of {@link SiteKey#number}
     */
    public static Optional<List<String>> heldBy(ReadOnlyKeyValueStore<String, byte[]> store, Party party) {
        if (!IndexBuild.isDone(store)) {
            return Optional.empty();
        }
        String prefix = HELD + party(party);
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix, new StringSerializer())) {
            List<String> keys = new ArrayList<>();
            found.forEachRemaining(entry -> keys.add(entry.key.substring(prefix.length())));
            return Optional.of(keys);
        }
    }

    /** Those at a site that are free and not picked, lowest first. To be closed. */
    Stream<String> free(String siteId, boolean nominated) {
        String prefix = freeAt(siteId, nominated);
        String from = lowest.getOrDefault(prefix, prefix);
        try (KeyValueIterator<String, byte[]> any = store.range(from, prefix + '~')) {
            lowest.put(prefix, any.hasNext() ? any.peekNextKey() : prefix + '~');
        }
        return numbers(store.range(lowest.get(prefix), prefix + '~'), prefix);
    }

    private static Stream<String> numbers(KeyValueIterator<String, byte[]> found, String prefix) {
        Spliterator<KeyValue<String, byte[]>> entries = Spliterators.spliteratorUnknownSize(found, Spliterator.ORDERED);
        return StreamSupport.stream(entries, false)
                .map(entry -> entry.key.substring(prefix.length()))
                .onClose(found::close);
    }

    /** Often it is not there: a look costs less than a record of the changelog that says so. */
    private void delete(String key) {
        if (store.get(key) != null) {
            store.delete(key);
        }
    }

    private static String free(PhoneNumber number) {
        return freeAt(number.siteId(), number.mainNumber()) + number.phoneNumber();
    }

    private static String freeAt(String siteId, boolean nominated) {
        return (nominated ? NOMINATED : ORDINARY) + SiteKey.prefix(siteId);
    }

    private static String coolingOff(String siteId) {
        return COOLING_OFF + SiteKey.prefix(siteId);
    }

    private static String coolingOff(PhoneNumber number) {
        return coolingOff(number.siteId()) + DayKey.of(number.coolingOffDate()) + SEPARATOR + number.phoneNumber();
    }

    /** The party before the site: its numbers at all sites lie side by side. Its id may hold the separator. */
    private static String held(String siteId, Party party) {
        return HELD + party(party) + SiteKey.prefix(siteId);
    }

    private static Optional<String> held(PhoneNumber number) {
        return Optional.ofNullable(number)
                .filter(any -> any.allocatedTo() != null)
                .map(any -> held(any.siteId(), any.allocatedTo()) + any.phoneNumber());
    }

    private static String inService(String siteId, Party party) {
        return IN_SERVICE + party(party) + siteId;
    }

    private static String party(Party party) {
        return party.type().name() + SEPARATOR + party.id().length() + SEPARATOR + party.id() + SEPARATOR;
    }
}
