package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.OwnQuestion;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.SiteSummary;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The counts of one site, asked of its owner: here, or over the path that only instances ask. */
@Controller(SiteOwners.PATH)
final class SiteOwners {
    static final String PATH = "/internal/sites";

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;

    SiteOwners(Placement placement, Routing routing, Instances instances) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
    }

    /** The answer; null when the site never had a number, which a release that does not know the path cannot say. */
    record Answer(SiteSummary site) {
        private static final Answer NONE = new Answer(null);
    }

    /** What another instance asks. */
    @Get
    Mono<MutableHttpResponse<?>> answer(@QueryValue String siteId, HttpRequest<?> request) {
        return routing.answer(
                        request,
                        () -> placement.ofSite(siteId),
                        readModel -> HttpResponse.ok(present(readModel, siteId)))
                .onErrorResume(Refusals::isNotFound, refusal -> Mono.just(HttpResponse.ok(Answer.NONE)));
    }

    /** Ends with {@link io.ringfence.query.NotQueryableException} where nobody can answer now. */
    Mono<MutableHttpResponse<Answer>> ask(String siteId) {
        OwnQuestion<Answer> counts = new OwnQuestion<>(
                instances,
                UriBuilder.of(PATH).queryParam("siteId", siteId).build(),
                Map.of(),
                Answer.class,
                readModel -> present(readModel, siteId));
        return routing.ask(() -> placement.ofSite(siteId), counts)
                .onErrorResume(Refusals::isNotFound, refusal -> Mono.just(HttpResponse.ok(Answer.NONE)));
    }

    /** A refusal until it is sure that no copy has made it: what a copy lacks may be there. */
    private static Answer present(ReadModel readModel, String siteId) {
        return readModel
                .summary(siteId)
                .map(Answer::new)
                .orElseThrow(() -> Refusals.notFound("Site " + siteId + " never had a number."));
    }
}
