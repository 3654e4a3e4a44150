package io.ringfence.api.listing;

import io.micronaut.core.annotation.Nullable;
import io.ringfence.domain.Party;
import io.ringfence.domain.Site;
import io.ringfence.domain.Status;
import io.ringfence.query.SiteSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A site at a glance, and what the directory says of it.
 *
 * @param total numbers at the site; 0 also where it is in the directory alone
 * @param statuses how many are in each status; statuses that none is in are left out
 * @param name null where the directory does not say
 * @param operator null where the directory does not say
 * @param occupiers empty where the directory does not say
 * @param region null where the directory does not say
 * @param zone null where the directory does not say
 */
public record NamedSite(
        String siteId,
        long total,
        Map<Status, Long> statuses,
        @Nullable String name,
        @Nullable Party operator,
        List<Party> occupiers,
        @Nullable String region,
        @Nullable String zone) {

    static NamedSite of(SiteSummary counts, Optional<Site> known) {
        Site site = known.orElseGet(() -> new Site(counts.siteId(), null, null, List.of(), null, null));
        return new NamedSite(
                counts.siteId(),
                counts.total(),
                counts.statuses(),
                site.name(),
                site.operator(),
                site.occupiers(),
                site.region(),
                site.zone());
    }

    /** One that is in the directory, and never had a number. */
    static NamedSite withoutNumbers(Site site) {
        return of(new SiteSummary(site.siteId(), 0, Map.of()), Optional.of(site));
    }
}
