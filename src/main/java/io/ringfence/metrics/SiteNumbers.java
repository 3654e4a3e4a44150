package io.ringfence.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How many numbers the sites have that are here, by status. So many sites have series of their own; what the others have is one
 * more, so that there is a bound and sums are right.
 */
final class SiteNumbers {
    static final int MOST_SITES = 500;

    /** No site's id: those have no parentheses. */
    static final String OTHERS = "(others)";

    /** A number of a status that only a newer release knows is in none. */
    private static final List<Status> STATUSES = Stream.of(Status.values())
            .filter(status -> status != Status.UNKNOWN)
            .toList();

    private final MeterRegistry registry;
    private final Map<String, SiteCounts> counts = new ConcurrentHashMap<>();
    private final Map<String, List<Meter>> meters = new ConcurrentHashMap<>();

    SiteNumbers(MeterRegistry registry) {
        this.registry = registry;
        STATUSES.forEach(status -> gauge(OTHERS, status));
    }

    void counted(String siteId, SiteCounts site) {
        counts.put(siteId, site);
        if (!meters.containsKey(siteId)) {
            show(siteId);
        }
    }

    /** They are here no more. */
    synchronized void forget(Set<String> siteIds) {
        siteIds.forEach(siteId -> {
            counts.remove(siteId);
            List<Meter> shown = meters.remove(siteId);
            if (shown != null) {
                shown.forEach(registry::remove);
            }
        });
    }

    private synchronized void show(String siteId) {
        if (meters.size() < MOST_SITES) {
            meters.put(
                    siteId,
                    STATUSES.stream().map(status -> gauge(siteId, status)).toList());
        }
    }

    private Meter gauge(String siteId, Status status) {
        return Gauge.builder("ringfence.numbers", this, all -> all.count(siteId, status))
                .description("Phone numbers")
                .tag("site", siteId)
                .tag("status", status.name())
                .register(registry);
    }

    private double count(String siteId, Status status) {
        return siteId.equals(OTHERS)
                ? counts.entrySet().stream()
                        .filter(site -> !meters.containsKey(site.getKey()))
                        .mapToLong(site -> count(site.getValue(), status))
                        .sum()
                : count(counts.getOrDefault(siteId, SiteCounts.NONE), status);
    }

    private static long count(SiteCounts site, Status status) {
        return site.symbols().getOrDefault(status.name(), 0L);
    }
}
