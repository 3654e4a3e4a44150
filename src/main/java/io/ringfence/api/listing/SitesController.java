package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.problem.Refused;
import io.ringfence.api.routing.Gathering;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.SiteStock;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import reactor.core.publisher.Mono;

/** {@code /api/sites}: every site at a glance, or one; and the stock of one. */
@Tag(name = "sites")
@Controller("/api/sites")
final class SitesController {
    private final Gathering gathering;
    private final Sites sites;
    private final SiteStocks stocks;

    SitesController(Gathering gathering, Sites sites, SiteStocks stocks) {
        this.gathering = gathering;
        this.sites = sites;
        this.stocks = stocks;
    }

    /** The answer: an object, so that it can grow without breaking who reads it. */
    @Schema(name = "Sites")
    record Answer(List<NamedSite> sites) {}

    @Operation(operationId = "listSites", summary = "Every site with its counts by status")
    @ApiResponse(
            responseCode = "200",
            description = "The sites, ordered by id.",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Refused.ForNow
    @Get
    Mono<MutableHttpResponse<?>> sites(HttpRequest<?> request) {
        Mono<MutableHttpResponse<?>> all =
                sites.allAnswered().map(answer -> Routing.withBody(answer, new Answer(answer.body())));
        // Another instance is told its counts alone: whoever answers the client adds the names.
        return gathering.answer(request, SiteSummaries.OF_ALL, all);
    }

    @Operation(operationId = "getSite", summary = "One of the sites, also one that has no number yet")
    @ApiResponse(
            responseCode = "200",
            description = "The site.",
            content = @Content(schema = @Schema(implementation = NamedSite.class)))
    @Refused.NotFound
    @Refused.ForNow
    @Get("/{siteId}")
    Mono<MutableHttpResponse<?>> site(@UrlSite.Described @PathVariable String siteId, HttpRequest<?> request) {
        Mono<MutableHttpResponse<?>> site = sites.answered(siteId).map(answer -> answer);
        return Routing.answerTo(request, site.switchIfEmpty(Mono.error(() -> Refusals.unknownSite(siteId))));
    }

    @Operation(operationId = "getSiteStock", summary = "What is free at a site, and what comes back when")
    @ApiResponse(
            responseCode = "200",
            description = "The stock.",
            content = @Content(schema = @Schema(implementation = SiteStock.class)))
    @Refused.NotFound
    @Refused.ForNow
    @Get("/{siteId}/stock")
    Mono<MutableHttpResponse<?>> stock(@UrlSite.Described @PathVariable String siteId, HttpRequest<?> request) {
        Mono<MutableHttpResponse<?>> stock = stocks.answered(siteId).map(answer -> answer);
        return Routing.answerTo(request, stock.switchIfEmpty(Mono.error(() -> Refusals.unknownSite(siteId))));
    }
}
