package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The numbers of each site as their owners last told, and how many there are of each status. */
final class SiteListing {
    private final KeyValueStore<String, PhoneNumber> siteNumbers;
    private final KeyValueStore<String, SiteCounts> sites;
    private final IndexBuild index;
    private final StockBuild stock;
    private final StockReport report;
    private final Rows rows;
    private final Proceedings.OfSites proceedings;

    SiteListing(
            KeyValueStore<String, PhoneNumber> siteNumbers,
            KeyValueStore<String, SiteCounts> sites,
            IndexBuild index,
            StockBuild stock,
            StockReport report,
            Rows rows,
            Proceedings.OfSites proceedings) {
        this.siteNumbers = siteNumbers;
        this.sites = sites;
        this.index = index;
        this.stock = stock;
        this.report = report;
        this.rows = rows;
        this.proceedings = proceedings;
    }

    /** Tells how many there are of each status at the start of the task. */
    void start() {
        try (KeyValueIterator<String, SiteCounts> all = sites.all()) {
            all.forEachRemaining(site -> proceedings.counted(site.key, site.value));
        }
    }

    /**
     * Counts what the rows say, not what the change says of before: however often it comes, they add up to the listing.
     * Returns whether the change is news: one that came again is none.
     */
    boolean follow(StateChange change) {
        String key = SiteKey.number(change.siteId(), change.phoneNumber());
        PhoneNumber row = siteNumbers.get(key);
        if (row != null && change.version() <= row.version()) {
            return false;
        }
        replace(change.siteId(), key, row, change.after());
        return true;
    }

    /**
     * Shows a number as its owner has it, also where that cannot come of what was heard of it before. Returns whether that is
     * news: a number that has changed since is not again what it was.
     */
    boolean show(PhoneNumber number) {
        String key = SiteKey.number(number.siteId(), number.phoneNumber());
        PhoneNumber row = siteNumbers.get(key);
        if (row != null && number.version() < row.version()) {
            return false;
        }
        replace(number.siteId(), key, row, number);
        return true;
    }

    /** Whether the number has changed more often than was heard of. */
    boolean isBehind(PhoneNumber number) {
        PhoneNumber row = siteNumbers.get(SiteKey.number(number.siteId(), number.phoneNumber()));
        return row != null && row.version() < number.version();
    }

    private void replace(String siteId, String key, PhoneNumber row, PhoneNumber number) {
        siteNumbers.put(key, number);
        index.follow(key, row, number);
        SiteCounts before = Optional.ofNullable(sites.get(siteId)).orElse(SiteCounts.NONE);
        SiteCounts after = stock.follow(key, before.with(row, number), row, number);
        if (!after.equals(before)) {
            sites.put(siteId, after);
            proceedings.counted(siteId, after);
        }
        report.due(siteId);
        rows.changed(siteId, SiteKey.phoneNumber(key), number);
    }

    /** A number at a site; empty when it is not there. */
    Optional<PhoneNumber> number(String siteId, String phoneNumber) {
        return Optional.ofNullable(siteNumbers.get(SiteKey.number(siteId, phoneNumber)));
    }

    boolean isKnown(String siteId) {
        return sites.get(siteId) != null;
    }
}
