package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Returning;
import io.ringfence.domain.SiteStock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** How many numbers of each site come back when: a count for each date, whatever the numbers are. */
public final class ReturnDates {
    private static final String DATES = "R";

    private final KeyValueStore<String, byte[]> store;
    private final KeyedCounts counts;

    /**
     * @param store the one of {@link SiteIndex}
     */
    ReturnDates(KeyValueStore<String, byte[]> store) {
        this.store = store;
        counts = new KeyedCounts(store);
    }

    /**
     * Follows a change of a number.
     *
     * @param before null where it was not there, or not counted
     * @param after null where it is not there any more
     */
    void follow(PhoneNumber before, PhoneNumber after) {
        Optional<String> was = key(before);
        Optional<String> is = key(after);
        if (!was.equals(is)) {
            was.ifPresent(key -> counts.add(key, -1));
            is.ifPresent(key -> counts.add(key, 1));
        }
    }

    private static Optional<String> key(PhoneNumber number) {
        return Optional.ofNullable(number)
                .flatMap(PhoneNumber::returning)
                .map(date -> DATES + SiteKey.prefix(number.siteId()) + DayKey.of(date));
    }

    /** Those of a site, earliest first, no more than are told of. */
    List<Returning> next(String siteId) {
        return next(store, siteId);
    }

    /** The same; empty while they are being counted. */
    public static Optional<List<Returning>> next(
            String siteId,
            ReadOnlyKeyValueStore<String, byte[]> store,
            ReadOnlyKeyValueStore<String, Position> positions) {
        return StockBuild.isDone(store, positions) ? Optional.of(next(store, siteId)) : Optional.empty();
    }

    private static List<Returning> next(ReadOnlyKeyValueStore<String, byte[]> store, String siteId) {
        String prefix = DATES + SiteKey.prefix(siteId);
        List<Returning> next = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix, new StringSerializer())) {
            while (next.size() < SiteStock.MOST_DATES && found.hasNext()) {
                KeyValue<String, byte[]> entry = found.next();
                LocalDate date = DayKey.date(entry.key.substring(prefix.length()));
                next.add(new Returning(date, KeyedCounts.count(entry.value)));
            }
        }
        return next;
    }

    /** Keys of all sites' counts from a key on; null for the first. */
    KeyValueIterator<String, byte[]> from(String key) {
        return store.range(key == null ? DATES : key, DATES + Character.MAX_VALUE);
    }

    void forget(String key) {
        store.delete(key);
    }
}
