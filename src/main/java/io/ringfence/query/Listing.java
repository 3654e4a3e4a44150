package io.ringfence.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Nullable;
import io.ringfence.domain.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One page of a site's listing.
 *
 * @param total numbers at the site, whatever the filters
 * @param matched numbers that the filters leave, on all pages
 * @param statuses those present in the unfiltered list, with counts: what a status filter may offer
 * @param phoneNumbers the page, ordered by phone number
 * @param next the {@code after} of the next page; null on the last
 * @param asOf the moment at which the site was like this; null, and not shown, where that is now
 */
public record Listing(
        String siteId,
        long total,
        long matched,
        Map<Status, Long> statuses,
        List<NumberRow> phoneNumbers,
        @Nullable String next,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant asOf) {
    /** The same, of a moment that has passed. */
    public Listing asOf(Instant moment) {
        return new Listing(siteId, total, matched, statuses, phoneNumbers, next, moment);
    }
}
