package io.ringfence.query;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Rows;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The large sites whose listings were asked for, each read once and kept up with from then on: to count what a filter leaves of
 * 50,000 rows takes as long as to read them.
 */
@Singleton
final class CompactSites implements Rows {
    /** Smaller, a site is read as fast. */
    static final long LARGE = 1_000;

    /** With a million numbers each, some 12 MB each. */
    private static final int MOST_SITES = 100;

    private final Partitions partitions;
    private final Map<String, CompactSite> sites = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompactSite> eldest) {
            return size() > MOST_SITES;
        }
    };

    CompactSites(Partitions partitions) {
        this.partitions = partitions;
    }

    /** A site of this instance. */
    synchronized CompactSite of(String siteId) {
        return sites.computeIfAbsent(siteId, any -> new CompactSite());
    }

    @Override
    public void opened(int partition) {
        forget(partition);
    }

    @Override
    public synchronized void changed(String siteId, String phoneNumber, PhoneNumber row) {
        CompactSite site = sites.get(siteId);
        if (site != null) {
            site.change(phoneNumber);
        }
    }

    @Override
    public void closed(int partition) {
        forget(partition);
    }

    private synchronized void forget(int partition) {
        sites.keySet().removeIf(siteId -> partitions.owner(siteId) == partition);
    }
}
