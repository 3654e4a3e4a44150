package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.OwnQuestion;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/**
 * What the owner of a site alone can tell of it: asked here, or over a path that only instances ask.
 *
 * @param path under which other instances answer
 * @param type of the answer
 * @param none the answer where the site never had a number, which a release that does not know the path cannot say
 * @param told from the stores of the owner; empty where the site never had a number
 */
record OwnersWord<A>(
        Placement placement,
        Routing routing,
        Instances instances,
        String path,
        Class<A> type,
        A none,
        BiFunction<ReadModel, String, Optional<A>> told) {

    /** To another instance. */
    Mono<MutableHttpResponse<?>> answer(String siteId, HttpRequest<?> request) {
        return routing.answer(
                        request,
                        () -> placement.ofSite(siteId),
                        readModel -> HttpResponse.ok(present(readModel, siteId)))
                .onErrorResume(Refusals::isNotFound, refusal -> Mono.just(HttpResponse.ok(none)));
    }

    /** Ends with {@link io.ringfence.query.NotQueryableException} where nobody can answer now. */
    Mono<MutableHttpResponse<A>> ask(String siteId) {
        OwnQuestion<A> question = new OwnQuestion<>(
                instances,
                UriBuilder.of(path).queryParam("siteId", siteId).build(),
                Map.of(),
                type,
                readModel -> present(readModel, siteId));
        return routing.ask(() -> placement.ofSite(siteId), question)
                .onErrorResume(Refusals::isNotFound, refusal -> Mono.just(HttpResponse.ok(none)));
    }

    /** A refusal until it is sure that no copy has made it: what a copy lacks may be there. */
    private A present(ReadModel readModel, String siteId) {
        return told.apply(readModel, siteId).orElseThrow(() -> Refusals.unknownSite(siteId));
    }
}
