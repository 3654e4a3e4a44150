package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.listing.EstateListing;
import io.ringfence.api.listing.ListingParameters;
import io.ringfence.api.rights.Caller;
import io.ringfence.directory.Directory;
import io.ringfence.domain.Party;
import io.ringfence.query.EstatePage;
import io.ringfence.query.EstateQuery;
import io.ringfence.query.SiteScope;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** {@code /phone-numbers} and {@code /parties/{type}/{id}}: numbers at all sites. */
@Controller
final class EstatePages {
    private final Pages pages;
    private final Templates templates;
    private final Places places;
    private final Directory directory;
    private final EstateListing listing;

    EstatePages(Pages pages, Templates templates, Places places, Directory directory, EstateListing listing) {
        this.pages = pages;
        this.templates = templates;
        this.places = places;
        this.directory = directory;
        this.listing = listing;
    }

    @Get("/phone-numbers")
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> all(HttpRequest<?> request) {
        return pages.show(request, () -> model(request, "/phone-numbers", Optional.empty()));
    }

    @Get("/parties/{type}/{id}")
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> party(@PathVariable String type, @PathVariable String id, HttpRequest<?> request) {
        return pages.show(request, () -> {
            Party party = new Party(ListingParameters.partyType(type), id, null);
            return model(request, PartyAddress.of(party), Optional.of(party));
        });
    }

    private Mono<JteModel> model(HttpRequest<?> request, String path, Optional<Party> party) {
        EstateQuery asked = ListingParameters.estate(request.getParameters(), party);
        Filters filters = Filters.ofSites(asked, request.getParameters());
        EstateQuery query = new EstateQuery(
                filters.rows().withSearch(Optional.empty()), party, asked.search(), asked.after(), true, asked.scope());
        return listing.of(query).map(page -> {
            EstateView view = new EstateView(
                    path,
                    party.map(known -> named(known, page, Caller.of(request).sites())),
                    page,
                    filters,
                    Visitor.of(request),
                    places,
                    asked.after().isPresent());
            return templates.estate(pages.frame(view.title(), request), view);
        });
    }

    /** By what the directory calls it; else by what a number of its does. */
    private Party named(Party party, EstatePage page, SiteScope scope) {
        return Stream.concat(
                        directory.within(scope).sites().stream()
                                .flatMap(site -> Place.of(site.siteId(), Optional.of(site)).parties().stream()),
                        page.phoneNumbers().stream().map(row -> row.state().allocatedTo()))
                .filter(known -> known != null && party.isSameAs(known))
                .findFirst()
                .orElse(party);
    }
}
