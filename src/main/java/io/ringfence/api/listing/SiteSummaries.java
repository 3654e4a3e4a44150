package io.ringfence.api.listing;

import io.ringfence.api.routing.Gathering;
import io.ringfence.query.SiteSummary;
import java.net.URI;
import java.util.Comparator;
import java.util.List;

/** Every site that ever had a number, as instances tell each other: without what the directory says, which each of them has. */
record SiteSummaries(List<SiteSummary> sites) {
    static final Gathering.Question<SiteSummaries> OF_ALL = new Gathering.Question<>(
            URI.create("/api/sites"),
            SiteSummaries.class,
            (readModel, partitions) -> new SiteSummaries(readModel.sites(partitions)),
            SiteSummaries::of);

    private static SiteSummaries of(List<SiteSummaries> parts) {
        return new SiteSummaries(parts.stream()
                .flatMap(part -> part.sites().stream())
                .sorted(Comparator.comparing(SiteSummary::siteId))
                .toList());
    }
}
