package io.ringfence.domain;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How many numbers of a site are in each status, and what else is counted of them.
 *
 * @param symbols by the symbols of the statuses, those of a newer release among them; statuses that none is in are left out
 * @param locked of whatever status
 * @param free those of which the site must not run short
 */
public record SiteCounts(Map<String, Long> symbols, long locked, long free) {
    /** Of a site that has no number. */
    public static final SiteCounts NONE = new SiteCounts(Map.of(), 0, 0);

    /**
     * The counts by status once one number is another than it was; the others as they are.
     *
     * @param before null where it was not there
     * @param after null where it is there no more
     */
    public SiteCounts with(PhoneNumber before, PhoneNumber after) {
        Map<String, Long> counts = new TreeMap<>(symbols);
        add(counts, before, -1);
        add(counts, after, 1);
        return new SiteCounts(counts, locked, free);
    }

    /**
     * The other counts once one number is another than it was; those by status as they are.
     *
     * @param before null where it was not there, or not counted
     * @param after null where it is there no more
     */
    public SiteCounts withStock(PhoneNumber before, PhoneNumber after) {
        return new SiteCounts(
                symbols,
                locked + difference(PhoneNumber::locked, before, after),
                free + difference(PhoneNumber::isStock, before, after));
    }

    /** The same, as if nothing but statuses had been counted yet. */
    public SiteCounts withoutStock() {
        return new SiteCounts(symbols, 0, 0);
    }

    private static long difference(Predicate<PhoneNumber> counted, PhoneNumber before, PhoneNumber after) {
        return count(counted, after) - count(counted, before);
    }

    private static long count(Predicate<PhoneNumber> counted, PhoneNumber number) {
        return number != null && counted.test(number) ? 1 : 0;
    }

    /** By status, in the order of {@link Status}: those that are not known here are one. */
    public Map<Status, Long> statuses() {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        symbols.forEach((symbol, count) -> counts.merge(status(symbol), count, Long::sum));
        return counts;
    }

    private static Status status(String symbol) {
        return Stream.of(Status.values())
                .filter(status -> status.name().equals(symbol))
                .findFirst()
                .orElse(Status.UNKNOWN);
    }

    /** Numbers at the site. */
    public long total() {
        return symbols.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void add(Map<String, Long> counts, PhoneNumber number, long difference) {
        if (number != null) {
            counts.merge(number.statusSymbol(), difference, SiteCounts::sumUnlessZero);
        }
    }

    private static Long sumUnlessZero(long count, long difference) {
        long sum = count + difference;
        return sum == 0 ? null : sum;
    }
}
