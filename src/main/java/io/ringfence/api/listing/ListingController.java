package io.ringfence.api.listing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.history.Past;
import io.ringfence.api.parameter.Moment;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.problem.Refused;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.History;
import io.ringfence.query.Listing;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.NumberState;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** {@code /api/sites/{siteId}/phone-numbers}: a site's listing, a page as JSON or all of it as CSV. */
@Tag(name = "sites")
@Controller("/api/sites/{siteId}")
final class ListingController {
    private final Placement placement;
    private final Routing routing;
    private final Past past;

    ListingController(Placement placement, Routing routing, Past past) {
        this.placement = placement;
        this.routing = routing;
        this.past = past;
    }

    @Operation(operationId = "listSiteNumbers", summary = "The numbers of a site")
    @ListingDescription.Filters
    @ListingDescription.Paging
    @ListingDescription.Then
    @ListingDescription.OfSite
    @Get("/phone-numbers")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
    Mono<MutableHttpResponse<?>> negotiated(@UrlSite.Described @PathVariable String siteId, HttpRequest<?> request) {
        Mono<MutableHttpResponse<?>> response =
                CsvAnswer.isPreferredBy(request) ? csv(siteId, request) : json(siteId, request);
        return response.doOnNext(answer -> answer.getHeaders().set(HttpHeaders.VARY, HttpHeaders.ACCEPT));
    }

    @Operation(operationId = "downloadSiteNumbers", summary = "The numbers of a site, as a file")
    @ListingDescription.Filters
    @ListingDescription.Then
    @ListingDescription.File
    @Refused.NotFound
    @Get("/phone-numbers.csv")
    // The path alone asks for CSV, whatever the client's default Accept is.
    @Produces(MediaType.ALL)
    Mono<MutableHttpResponse<?>> download(@UrlSite.Described @PathVariable String siteId, HttpRequest<?> request) {
        return csv(siteId, request);
    }

    private Mono<MutableHttpResponse<?>> json(String siteId, HttpRequest<?> request) {
        ListingQuery query = ListingParameters.query(request.getParameters());
        return answer(
                siteId,
                request,
                readModel -> readModel.listing(siteId, query).map(ListingController::json),
                (history, moment) -> history.listing(siteId, moment, query).map(ListingController::json));
    }

    private static MutableHttpResponse<?> json(Listing listing) {
        return HttpResponse.ok(listing).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private Mono<MutableHttpResponse<?>> csv(String siteId, HttpRequest<?> request) {
        ListingQuery query = ListingParameters.query(request.getParameters());
        return answer(
                siteId,
                request,
                readModel -> csv(siteId, page -> readModel.rows(siteId, page), query),
                (history, moment) -> csv(siteId, page -> history.rows(siteId, moment, page), query));
    }

    private static Optional<MutableHttpResponse<?>> csv(
            String siteId, Function<ListingQuery, Optional<List<NumberState>>> pages, ListingQuery query) {
        ListingQuery all = query.fromTheStart();
        return pages.apply(all).map(first -> {
            InputStream text = CsvExport.of(
                    CsvText.OF_SITE, first, all.limit(), last -> pages.apply(all.startingAfter(last.phoneNumber())));
            return CsvAnswer.of(text, siteId + "-phone-numbers");
        });
    }

    /** No site has an id that is none: such a one need not reach the stores or a header. */
    private Mono<MutableHttpResponse<?>> answer(
            String siteId,
            HttpRequest<?> request,
            Function<ReadModel, Optional<MutableHttpResponse<?>>> present,
            BiFunction<History, Instant, Optional<MutableHttpResponse<?>>> then) {
        UrlSite.requireKnowable(siteId);
        return Moment.of("asOf", request.getParameters())
                .map(moment -> Routing.answerTo(
                        request, past.<MutableHttpResponse<?>>ask(history -> then.apply(history, moment)
                                .orElseThrow(() -> Refusals.unknownSite(siteId)))))
                .orElseGet(() ->
                        routing.answer(request, () -> placement.ofSite(siteId), readModel -> present.apply(readModel)
                                .orElseThrow(() -> Refusals.unknownSite(siteId))));
    }
}
