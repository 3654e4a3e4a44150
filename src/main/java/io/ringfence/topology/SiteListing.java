package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.StateChange;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** The numbers of each site as their owners last told, and how many there are of each status. */
final class SiteListing {
    private final KeyValueStore<String, PhoneNumber> siteNumbers;
    private final KeyValueStore<String, SiteCounts> sites;
    private final IndexBuild index;
    private final Rows rows;

    SiteListing(
            KeyValueStore<String, PhoneNumber> siteNumbers,
            KeyValueStore<String, SiteCounts> sites,
            IndexBuild index,
            Rows rows) {
        this.siteNumbers = siteNumbers;
        this.sites = sites;
        this.index = index;
        this.rows = rows;
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
        SiteCounts after = before.with(row, number);
        if (!after.equals(before)) {
            sites.put(siteId, after);
        }
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
