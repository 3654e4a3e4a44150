package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.ringfence.api.command.Wait;
import io.ringfence.api.number.NumberRequests;
import io.ringfence.api.number.NumberRows;
import io.ringfence.api.number.RequestAnswer;
import io.ringfence.api.parameter.HttpTrace;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.Action;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** {@code /sites/{siteId}/phone-numbers/{phoneNumber}/requests}: what the controls of a row ask, and what came of it. */
@Controller("/sites/{siteId}/phone-numbers/{phoneNumber:[^/]+}/requests")
final class NumberActions {
    /** After it, the row says that it is being decided, and asks again. */
    private static final Wait PATIENCE = new Wait(OptionalLong.empty(), Duration.ofSeconds(2));

    private final Pages pages;
    private final Templates templates;
    private final Places places;
    private final NumberRequests requests;
    private final NumberRows rows;
    private final NumberViews views;

    NumberActions(
            Pages pages,
            Templates templates,
            Places places,
            NumberRequests requests,
            NumberRows rows,
            NumberViews views) {
        this.pages = pages;
        this.templates = templates;
        this.places = places;
        this.requests = requests;
        this.rows = rows;
        this.views = views;
    }

    /** The dialog that an action needs, or that asks whether it is meant. */
    @Get("/ask")
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> dialog(
            @PathVariable String siteId,
            @PathVariable String phoneNumber,
            @QueryValue Action action,
            @QueryValue long version,
            @QueryValue RowView.Table table,
            HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            return rows.of(canonical(phoneNumber))
                    .map(row -> templates.ask(
                            new AskView(RowView.of(row, site, Visitor.of(request), table), action, version)));
        });
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> ask(
            @PathVariable String siteId,
            @PathVariable String phoneNumber,
            @Body RequestForm form,
            HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            String canonical = canonical(phoneNumber);
            return requests.ask(
                            form.request(site, canonical, Visitor.of(request).name()), HttpTrace.of(request), PATIENCE)
                    .flatMap(answer -> shown(answer, site, canonical, form.table(), request));
        });
    }

    /** Where the answer to a form is looked at again. */
    @Get
    MutableHttpResponse<?> number(@PathVariable String siteId, @PathVariable String phoneNumber) {
        return HttpResponse.seeOther(URI.create(RowView.address(canonical(phoneNumber))));
    }

    /** What became of it meanwhile. */
    @Get("/{id}")
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> outcome(
            @PathVariable String siteId,
            @PathVariable String phoneNumber,
            @PathVariable UUID id,
            @QueryValue RowView.Table table,
            HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            String canonical = canonical(phoneNumber);
            return requests.outcome(canonical, id, PATIENCE)
                    .flatMap(answer -> shown(answer, site, canonical, table, request));
        });
    }

    private Mono<JteModel> shown(
            RequestAnswer answer, Place site, String phoneNumber, RowView.Table table, HttpRequest<?> request) {
        if (table == RowView.Table.NUMBER || !Pages.isForPart(request)) {
            return views.of(phoneNumber, OptionalLong.empty(), Visitor.of(request), Optional.of(answer))
                    .map(view -> Pages.isForPart(request)
                            ? templates.numberState(view)
                            : templates.number(pages.frame(view.title(), request), view));
        }
        return rows.of(phoneNumber)
                .filter(row -> row.state().siteId().equals(site.siteId()))
                .map(row -> templates.row(
                        RowView.of(row, site, Visitor.of(request), table).with(Note.of(answer, row))))
                .onErrorResume(Refusals::isNotFound, gone -> Mono.empty())
                .switchIfEmpty(Mono.fromSupplier(() -> templates.gone(phoneNumber, Note.of(answer, null))));
    }

    private static String canonical(String phoneNumber) {
        return UrlNumber.canonical("phoneNumber", phoneNumber);
    }
}
