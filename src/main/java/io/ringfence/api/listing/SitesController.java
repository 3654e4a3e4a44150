package io.ringfence.api.listing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Instance;
import io.ringfence.query.Location;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.SiteSummary;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /api/sites}: every site at a glance, gathered from all instances. */
@Controller("/api/sites")
final class SitesController {
    /** Of a request that was handed on: the partitions that are asked for, for each belongs to one instance. */
    private static final String PARTITIONS = "Ringfence-Partitions";

    private static final URI PATH = URI.create("/api/sites");

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;

    SitesController(Placement placement, Routing routing, Instances instances) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
    }

    /** The answer: an object, so that it can grow without breaking who reads it. */
    record Sites(List<SiteSummary> sites) {}

    @Get
    Mono<? extends MutableHttpResponse<?>> sites(HttpRequest<?> request) {
        if (Forwarded.of(request) == Forwarded.NOT) {
            return Routing.answerTo(
                    request,
                    Flux.fromIterable(placement.ofAllSites().entrySet())
                            .flatMap(part -> routing.ask(part::getKey, new Part(part.getValue())))
                            .collectList()
                            .map(SitesController::gathered));
        }
        Set<Integer> partitions = partitions(request);
        return routing.answer(
                request, () -> Location.UNKNOWN, readModel -> HttpResponse.ok(new Sites(readModel.sites(partitions))));
    }

    private static MutableHttpResponse<Sites> gathered(List<MutableHttpResponse<Sites>> parts) {
        List<SiteSummary> sites = parts.stream()
                .flatMap(part -> part.getBody().orElseThrow().sites().stream())
                .sorted(Comparator.comparing(SiteSummary::siteId))
                .toList();
        MutableHttpResponse<Sites> response = HttpResponse.ok(new Sites(sites));
        parts.forEach(part -> Routing.copyLag(part, response));
        return response;
    }

    private static Set<Integer> partitions(HttpRequest<?> request) {
        String value = request.getHeaders().get(PARTITIONS, String.class).orElse("");
        try {
            return Arrays.stream(value.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
        } catch (NumberFormatException e) {
            throw Refusals.invalid(PARTITIONS, value, "numbers of partitions, separated by commas");
        }
    }

    /** The sites of some partitions. */
    private final class Part implements Routing.Question<MutableHttpResponse<Sites>> {
        private final Set<Integer> partitions;

        Part(Set<Integer> partitions) {
            this.partitions = partitions;
        }

        @Override
        public Mono<MutableHttpResponse<Sites>> here(ReadModel readModel) {
            return Mono.just(HttpResponse.ok(new Sites(readModel.sites(partitions))));
        }

        @Override
        public Mono<MutableHttpResponse<Sites>> at(Instance instance, Forwarded capacity) {
            String asked = partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
            return instances.ask(PATH, Map.of(PARTITIONS, asked), instance, capacity, Sites.class);
        }
    }
}
