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

    SiteListing(KeyValueStore<String, PhoneNumber> siteNumbers, KeyValueStore<String, SiteCounts> sites) {
        this.siteNumbers = siteNumbers;
        this.sites = sites;
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
        siteNumbers.put(key, change.after());
        SiteCounts before = Optional.ofNullable(sites.get(change.siteId())).orElse(SiteCounts.NONE);
        SiteCounts after = before.with(row, change.after());
        if (!after.equals(before)) {
            sites.put(change.siteId(), after);
        }
        return true;
    }

    /**
     * Shows a number whose change in progress began, or ended without a change. Returns whether that is news: a number that
     * has changed or gone since is not again what it was.
     */
    boolean show(PhoneNumber number) {
        String key = SiteKey.number(number.siteId(), number.phoneNumber());
        PhoneNumber row = siteNumbers.get(key);
        if (row == null || number.version() < row.version()) {
            return false;
        }
        siteNumbers.put(key, number);
        return true;
    }

    boolean isKnown(String siteId) {
        return sites.get(siteId) != null;
    }
}
