package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.ringfence.api.routing.Gathering;
import io.ringfence.query.SiteSummary;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Mono;

/** {@code /api/sites}: every site at a glance, gathered from all instances. */
@Controller("/api/sites")
final class SitesController {
    private static final Gathering.Question<Sites> SITES = new Gathering.Question<>(
            URI.create("/api/sites"),
            Sites.class,
            (readModel, partitions) -> new Sites(readModel.sites(partitions)),
            Sites::of);

    private final Gathering gathering;

    SitesController(Gathering gathering) {
        this.gathering = gathering;
    }

    /** The answer: an object, so that it can grow without breaking who reads it. */
    record Sites(List<SiteSummary> sites) {
        static Sites of(List<Sites> parts) {
            return new Sites(parts.stream()
                    .flatMap(part -> part.sites().stream())
                    .sorted(Comparator.comparing(SiteSummary::siteId))
                    .toList());
        }
    }

    @Get
    Mono<MutableHttpResponse<?>> sites(HttpRequest<?> request) {
        return gathering.answer(request, SITES);
    }
}
