package io.ringfence.api.listing;

import io.micronaut.http.MutableHttpResponse;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.routing.Gathering;
import io.ringfence.api.routing.Routing;
import io.ringfence.directory.Directory;
import io.ringfence.domain.Site;
import io.ringfence.domain.WellFormed;
import io.ringfence.query.SiteSummary;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Sites at a glance, whoever owns them: those that ever had a number, and those that are in the directory. Every answer ends
 * with {@link io.ringfence.query.NotQueryableException} where nobody can count the numbers now.
 */
@Singleton
public final class Sites {
    private final Gathering gathering;
    private final SiteOwners owners;
    private final Directory directory;

    Sites(Gathering gathering, SiteOwners owners, Directory directory) {
        this.gathering = gathering;
        this.owners = owners;
        this.directory = directory;
    }

    /** All of them, ordered by id. */
    public Mono<List<NamedSite>> all() {
        return allAnswered().map(MutableHttpResponse::body);
    }

    /** One; empty where it never had a number and is not in the directory, and where the id is none. */
    public Mono<Optional<NamedSite>> of(String siteId) {
        return answered(siteId).map(answer -> Optional.of(answer.body())).defaultIfEmpty(Optional.empty());
    }

    /** As {@link #all}, saying of copies how far behind they are. */
    Mono<MutableHttpResponse<List<NamedSite>>> allAnswered() {
        return Mono.deferContextual(context -> gathering
                .ask(SiteSummaries.OF_ALL)
                .map(answer -> Routing.withBody(answer, named(answer.body().sites(), visible(context)))));
    }

    /** As {@link #of}, saying of a copy how far behind it is; ends without an answer where there is no such site. */
    Mono<MutableHttpResponse<NamedSite>> answered(String siteId) {
        return WellFormed.isSiteId(siteId)
                ? Mono.deferContextual(context -> answered(siteId, visible(context)))
                : Mono.empty();
    }

    private Directory visible(ContextView context) {
        return directory.within(Caller.of(context).sites());
    }

    private Mono<MutableHttpResponse<NamedSite>> answered(String siteId, Directory visible) {
        return owners.ask(siteId).flatMap(answer -> Mono.justOrEmpty(
                        named(Optional.ofNullable(answer.body().site()), visible.site(siteId)))
                .map(site -> Routing.withBody(answer, site)));
    }

    private static List<NamedSite> named(List<SiteSummary> counted, Directory visible) {
        Map<String, Site> known = visible.sites().stream().collect(Collectors.toMap(Site::siteId, Function.identity()));
        TreeMap<String, NamedSite> sites = new TreeMap<>();
        known.forEach((siteId, site) -> sites.put(siteId, NamedSite.withoutNumbers(site)));
        counted.forEach(counts ->
                sites.put(counts.siteId(), NamedSite.of(counts, Optional.ofNullable(known.get(counts.siteId())))));
        return List.copyOf(sites.values());
    }

    private static Optional<NamedSite> named(Optional<SiteSummary> counts, Optional<Site> known) {
        return counts.map(counted -> NamedSite.of(counted, known)).or(() -> known.map(NamedSite::withoutNumbers));
    }
}
