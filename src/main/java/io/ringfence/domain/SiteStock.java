package io.ringfence.domain;

import java.util.List;
import java.util.Map;

/**
 * What a site has of numbers, and what comes back when.
 *
 * @param statuses how many are in each status, by its symbol; statuses that none is in are left out
 * @param locked of whatever status
 * @param free AVAILABLE, unlocked, DIRECT and no main numbers
 * @param low whether these are fewer than they should be
 * @param returning the next ends of cooling off, earliest first
 */
public record SiteStock(
        String siteId, Map<String, Long> statuses, long locked, long free, boolean low, List<Returning> returning) {
    /** Dates in {@link #returning} at most: a month. */
    public static final int MOST_DATES = 31;

    /** Of a site of which that is counted. */
    public static SiteStock of(String siteId, SiteCounts counts, StockPolicy policy, List<Returning> returning) {
        return new SiteStock(
                siteId, counts.symbols(), counts.locked(), counts.free(), policy.isLow(counts.free()), returning);
    }
}
