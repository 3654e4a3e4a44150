package io.ringfence.query;

import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.Status;
import java.util.Map;

/**
 * A site at a glance.
 *
 * @param total numbers at the site
 * @param statuses how many are in each status; statuses that none is in are left out
 */
public record SiteSummary(String siteId, long total, Map<Status, Long> statuses) {
    static SiteSummary of(String siteId, SiteCounts counts) {
        return new SiteSummary(siteId, counts.total(), counts.statuses());
    }
}
