package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.command.Wait;
import io.ringfence.api.listing.SiteListings;
import io.ringfence.api.number.NumberRequests;
import io.ringfence.api.number.NumberRows;
import io.ringfence.api.number.RequestAnswer;
import io.ringfence.api.parameter.HttpTrace;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.ActionRequest;
import io.ringfence.query.Listing;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.NumberRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /sites/{siteId}/bulk}: what several numbers allow, what would come of it for each, and what did. */
@Controller("/sites/{siteId}/bulk")
final class BulkPage {
    private static final int AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pages pages;
    private final Templates templates;
    private final Places places;
    private final SiteListings listings;
    private final NumberRows rows;
    private final NumberRequests requests;

    BulkPage(
            Pages pages,
            Templates templates,
            Places places,
            SiteListings listings,
            NumberRows rows,
            NumberRequests requests) {
        this.pages = pages;
        this.templates = templates;
        this.places = places;
        this.listings = listings;
        this.rows = rows;
        this.requests = requests;
    }

    /** What all of them allow. */
    @Post("/offer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> offer(
            @PathVariable String siteId, @Body @Nullable BulkForm given, HttpRequest<?> request) {
        BulkForm form = Optional.ofNullable(given).orElse(BulkForm.NOTHING);
        return pages.show(request, () -> selected(siteId, form, request)
                .map(selected -> templates.bulkOffer(view(siteId, selected, form, List.of(), request))));
    }

    /** What would come of it; before that, whom the numbers are for. */
    @Post("/preview")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> preview(@PathVariable String siteId, @Body BulkForm form, HttpRequest<?> request) {
        return pages.show(request, () -> selected(siteId, form.requireAction(), request)
                .flatMap(selected -> form.isComplete()
                        ? tried(siteId, selected, form, request)
                        : Mono.just(templates.bulkAsk(view(siteId, selected, form, List.of(), request)))));
    }

    private Mono<JteModel> tried(String siteId, List<NumberRow> selected, BulkForm form, HttpRequest<?> request) {
        List<BulkForm.Tried> tried = selected.stream()
                .map(row -> new BulkForm.Tried(
                        row.state().phoneNumber(), row.state().version()))
                .toList();
        return results(siteId, tried, withAttempt(form), request, requests::dryRun)
                .map(results -> templates.bulkPreview(view(siteId, selected, form, results, request)));
    }

    /** Asks for each that was tried, as it was then. */
    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> ask(@PathVariable String siteId, @Body BulkForm form, HttpRequest<?> request) {
        return pages.show(request, () -> {
            long deadline = new Wait(OptionalLong.empty(), PATIENCE).deadline();
            return results(
                            siteId,
                            form.requireAction().tried(),
                            form,
                            request,
                            asked -> requests.ask(asked, HttpTrace.of(request), Wait.until(deadline)))
                    .map(results -> templates.bulkResult(view(siteId, List.of(), form, results, request)));
        });
    }

    private Mono<List<BulkView.Result>> results(
            String siteId,
            List<BulkForm.Tried> numbers,
            BulkForm form,
            HttpRequest<?> request,
            Function<ActionRequest, Mono<RequestAnswer>> answer) {
        Place site = places.inAddress(siteId, request);
        String name = Visitor.of(request).name();
        return Flux.fromIterable(numbers)
                .flatMapSequential(
                        number -> answer.apply(form.of(number).request(site, number.phoneNumber(), name))
                                .map(given -> new BulkView.Result(number.phoneNumber(), number.version(), given)),
                        AT_ONCE)
                .collectList();
    }

    private Mono<List<NumberRow>> selected(String siteId, BulkForm form, HttpRequest<?> request) {
        return form.isAll()
                ? all(siteId, Filters.ofSite(request.getParameters()))
                : Flux.fromIterable(form.numbers())
                        .map(number -> UrlNumber.canonical("number", number))
                        .flatMapSequential(
                                number -> rows.of(number).onErrorResume(Refusals::isNotFound, gone -> Mono.empty()),
                                AT_ONCE)
                        .collectList();
    }

    private Mono<List<NumberRow>> all(String siteId, Filters filters) {
        ListingQuery query = filters.rows().fromTheStart();
        return listings.of(siteId, query, Optional.empty()).map(BulkPage::few);
    }

    private static List<NumberRow> few(Listing listing) {
        if (listing.next() != null) {
            throw Refusals.tooLarge("%,d numbers match; at most %,d can be changed at once."
                    .formatted(listing.matched(), ListingQuery.MAX_LIMIT));
        }
        return listing.phoneNumbers();
    }

    private BulkView view(
            String siteId,
            List<NumberRow> selected,
            BulkForm form,
            List<BulkView.Result> results,
            HttpRequest<?> request) {
        BulkForm kept = withAttempt(form);
        return new BulkView(
                places.inAddress(siteId, request), selected, kept, results, Filters.ofSite(request.getParameters()));
    }

    private static BulkForm withAttempt(BulkForm form) {
        return form.attempt() == null ? form.withAttempt(UUID.randomUUID()) : form;
    }
}
