package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Gathering;
import io.ringfence.api.routing.Routing;
import java.util.List;
import reactor.core.publisher.Mono;

/** {@code /api/sites}: every site at a glance, or one. */
@Controller("/api/sites")
final class SitesController {
    private final Gathering gathering;
    private final Sites sites;

    SitesController(Gathering gathering, Sites sites) {
        this.gathering = gathering;
        this.sites = sites;
    }

    /** The answer: an object, so that it can grow without breaking who reads it. */
    record Answer(List<NamedSite> sites) {}

    /** Another instance is told its counts alone: whoever answers the client adds the names. */
    @Get
    Mono<MutableHttpResponse<?>> sites(HttpRequest<?> request) {
        Mono<MutableHttpResponse<?>> all =
                sites.allAnswered().map(answer -> Routing.withBody(answer, new Answer(answer.body())));
        return gathering.answer(request, SiteSummaries.OF_ALL, all);
    }

    @Get("/{siteId}")
    Mono<MutableHttpResponse<?>> site(@PathVariable String siteId, HttpRequest<?> request) {
        Mono<MutableHttpResponse<?>> site = sites.answered(siteId).map(answer -> answer);
        return Routing.answerTo(request, site.switchIfEmpty(Mono.error(() -> Refusals.unknownSite(siteId))));
    }
}
