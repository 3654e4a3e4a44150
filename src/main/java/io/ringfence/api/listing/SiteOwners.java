package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Placement;
import io.ringfence.query.SiteSummary;
import reactor.core.publisher.Mono;

/** The counts of one site, from its owner. */
@Controller(SiteOwners.PATH)
final class SiteOwners {
    static final String PATH = "/internal/sites";

    private final OwnersWord<Answer> counts;

    SiteOwners(Placement placement, Routing routing, Instances instances) {
        counts = new OwnersWord<>(
                placement, routing, instances, PATH, Answer.class, new Answer(null), (readModel, siteId) -> readModel
                        .summary(siteId)
                        .map(Answer::new));
    }

    /** The answer; null when the site never had a number. */
    record Answer(SiteSummary site) {}

    /** What another instance asks. */
    @Get
    Mono<MutableHttpResponse<?>> answer(@QueryValue String siteId, HttpRequest<?> request) {
        return counts.answer(siteId, request);
    }

    /** See {@link OwnersWord#ask}. */
    Mono<MutableHttpResponse<Answer>> ask(String siteId) {
        return counts.ask(siteId);
    }
}
