package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.SiteStock;
import io.ringfence.query.Placement;
import reactor.core.publisher.Mono;

/** The stock of one site, from its owner. */
@Controller(SiteStocks.PATH)
public final class SiteStocks {
    static final String PATH = "/internal/stock";

    private final OwnersWord<Answer> stock;

    SiteStocks(Placement placement, Routing routing, Instances instances) {
        stock = new OwnersWord<>(
                placement, routing, instances, PATH, Answer.class, new Answer(null), (readModel, siteId) -> readModel
                        .stock(siteId)
                        .map(Answer::new));
    }

    /** The answer; null when the site never had a number. */
    record Answer(SiteStock stock) {}

    /** What another instance asks. */
    @Get
    Mono<MutableHttpResponse<?>> answer(@QueryValue String siteId, HttpRequest<?> request) {
        return stock.answer(siteId, request);
    }

    /**
     * The stock; ends without one where the site never had a number, and with {@link
     * io.ringfence.query.NotQueryableException} where nobody can answer now.
     */
    public Mono<SiteStock> of(String siteId) {
        return answered(siteId).map(HttpResponse::body);
    }

    /** As {@link #of}, saying of a copy how far behind it is. */
    Mono<MutableHttpResponse<SiteStock>> answered(String siteId) {
        UrlSite.requireKnowable(siteId);
        return stock.ask(siteId)
                .filter(answer -> answer.body().stock() != null)
                .map(answer -> Routing.withBody(answer, answer.body().stock()));
    }
}
