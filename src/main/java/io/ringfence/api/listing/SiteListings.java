package io.ringfence.api.listing;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.history.Past;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Listing;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.Placement;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A page of a site's listing, for who goes on with it in this process. */
@Singleton
public final class SiteListings {
    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final Past past;

    SiteListings(Placement placement, Routing routing, Instances instances, Past past) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.past = past;
    }

    /**
     * The page; 404 where the site never had a number.
     *
     * @param moment as of which; empty for now
     */
    public Mono<Listing> of(String siteId, ListingQuery query, Optional<Instant> moment) {
        UrlSite.requireKnowable(siteId);
        return moment.map(then -> past.ask(history ->
                        history.listing(siteId, then, query).orElseThrow(() -> Refusals.unknownSite(siteId))))
                .orElseGet(() -> of(siteId, query));
    }

    private Mono<Listing> of(String siteId, ListingQuery query) {
        URI path = ListingParameters.written(
                        UriBuilder.of("/api/sites").path(siteId).path("phone-numbers"), query)
                .build();
        Routing.Question<MutableHttpResponse<Listing>> question = Routing.Question.of(
                readModel -> Mono.just(HttpResponse.ok(
                        readModel.listing(siteId, query).orElseThrow(() -> Refusals.unknownSite(siteId)))),
                (instance, capacity) -> instances.askFor(path, instance, capacity, Listing.class));
        return routing.ask(() -> placement.ofSite(siteId), question).map(HttpResponse::body);
    }
}
