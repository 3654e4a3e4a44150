package io.ringfence.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.listing.SiteListings;
import io.ringfence.api.listing.SiteStocks;
import io.ringfence.api.problem.Refusals;
import io.ringfence.query.Listing;
import io.ringfence.query.NotQueryableException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** {@code /sites/{siteId}}: the numbers of a site, now or as they were at the end of a day. */
@Controller("/sites/{siteId}")
final class SitePage {
    private final Pages pages;
    private final Templates templates;
    private final Places places;
    private final SiteListings listings;
    private final SiteStocks stocks;
    private final Clock clock;

    SitePage(Pages pages, Templates templates, Places places, SiteListings listings, SiteStocks stocks, Clock clock) {
        this.pages = pages;
        this.templates = templates;
        this.places = places;
        this.listings = listings;
        this.stocks = stocks;
        this.clock = clock;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> site(@PathVariable String siteId, HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            Filters filters = Filters.ofSite(request.getParameters());
            Frame frame = pages.frame(site.name(), request);
            return view(site, filters, frame.visitor()).map(view -> templates.site(frame, view));
        });
    }

    private Mono<SiteView> view(Place site, Filters filters, Visitor visitor) {
        String siteId = site.siteId();
        Instant now = clock.instant();
        Times times = new Times(visitor.locale(), site.zone());
        Optional<Instant> moment = filters.asOf().map(times::endOf).map(end -> end.isBefore(now) ? end : now);
        return listings.of(siteId, filters.rows(), moment)
                .onErrorResume(
                        cause -> Refusals.isNotFound(cause) && places.isKnown(siteId),
                        unknown -> Mono.just(withoutNumbers(siteId)))
                .zipWhen(
                        listing -> moment.isPresent() ? Mono.just(Optional.<StockView>empty()) : stock(siteId, times),
                        (listing, stock) -> new SiteView(
                                site, listing, filters, visitor, moment, LocalDate.ofInstant(now, site.zone()), stock));
    }

    /** A page that lacks it is better than none. */
    private Mono<Optional<StockView>> stock(String siteId, Times times) {
        return stocks.of(siteId)
                .map(stock -> Optional.of(new StockView(stock, times)))
                .onErrorResume(NotQueryableException.class, refusal -> Mono.empty())
                .defaultIfEmpty(Optional.empty());
    }

    /** The directory may know it before it has any. */
    private static Listing withoutNumbers(String siteId) {
        return new Listing(siteId, 0, 0, Map.of(), List.of(), null, null);
    }
}
