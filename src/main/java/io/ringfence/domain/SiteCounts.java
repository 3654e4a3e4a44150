package io.ringfence.domain;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many numbers of a site are in each status.
 *
 * @param statuses in the order of {@link Status}; statuses that none is in are left out
 */
public record SiteCounts(Map<Status, Long> statuses) {
    /** Of a site that has no number. */
    public static final SiteCounts NONE = new SiteCounts(Map.of());

    /**
     * The counts once one number is another than it was.
     *
     * @param before null where it was not there
     * @param after null where it is there no more
     */
    public SiteCounts with(PhoneNumber before, PhoneNumber after) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        counts.putAll(statuses);
        add(counts, before, -1);
        add(counts, after, 1);
        return new SiteCounts(counts);
    }

    /** Numbers at the site. */
    public long total() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void add(Map<Status, Long> counts, PhoneNumber number, long difference) {
        if (number != null) {
            counts.merge(number.status(), difference, SiteCounts::sumUnlessZero);
        }
    }

    private static Long sumUnlessZero(long count, long difference) {
        long sum = count + difference;
        return sum == 0 ? null : sum;
    }
}
