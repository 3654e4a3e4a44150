package io.ringfence.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.ringfence.domain.WellFormed;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.ReadModel;
import java.util.Optional;

/** {@code /api/sites/{siteId}/phone-numbers}: a site's listing, a page as JSON or all of it as CSV. */
@Controller("/api/sites/{siteId}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ListingController {
    private static final MediaType CSV = MediaType.of("text/csv; charset=utf-8; header=present");

    private final ReadModel readModel;
    private final CsvExport csvExport;

    ListingController(ReadModel readModel, CsvExport csvExport) {
        this.readModel = readModel;
        this.csvExport = csvExport;
    }

    @Get("/phone-numbers")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
    HttpResponse<?> negotiated(@PathVariable String siteId, HttpRequest<?> request) {
        MutableHttpResponse<?> response = prefersCsv(request) ? csv(siteId, request) : json(siteId, request);
        return response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    /** The path alone asks for CSV, whatever the client's default {@code Accept} is. */
    @Get("/phone-numbers.csv")
    @Produces(MediaType.ALL)
    HttpResponse<?> download(@PathVariable String siteId, HttpRequest<?> request) {
        return csv(siteId, request);
    }

    private MutableHttpResponse<?> json(String siteId, HttpRequest<?> request) {
        ListingQuery query = ListingParameters.query(request.getParameters());
        return known(siteId)
                .flatMap(id -> readModel.listing(id, query))
                .map(listing -> HttpResponse.ok(listing).contentType(MediaType.APPLICATION_JSON_TYPE))
                .orElseThrow(() -> unknown(siteId));
    }

    private MutableHttpResponse<?> csv(String siteId, HttpRequest<?> request) {
        ListingQuery query = ListingParameters.query(request.getParameters());
        return known(siteId)
                .flatMap(id -> csvExport.open(id, query))
                .map(text -> HttpResponse.ok(text)
                        .contentType(CSV)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"" + siteId + "-phone-numbers.csv\""))
                .orElseThrow(() -> unknown(siteId));
    }

    private static boolean prefersCsv(HttpRequest<?> request) {
        return request.accept().stream()
                .filter(type -> type.equals(MediaType.TEXT_CSV_TYPE)
                        || type.equals(MediaType.APPLICATION_JSON_TYPE)
                        || type.equals(MediaType.ALL_TYPE))
                .findFirst()
                .map(MediaType.TEXT_CSV_TYPE::equals)
                .orElse(false);
    }

    /** No site has another id, so that another one need not reach the stores or a header. */
    private static Optional<String> known(String siteId) {
        return Optional.of(siteId).filter(WellFormed::isSiteId);
    }

    private static RuntimeException unknown(String siteId) {
        return Refusals.notFound("Site " + siteId + " is unknown.");
    }
}
