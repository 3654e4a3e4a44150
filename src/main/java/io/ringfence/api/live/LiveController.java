package io.ringfence.api.live;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.WellFormed;
import io.ringfence.query.Instance;
import io.ringfence.query.LiveSites;
import io.ringfence.query.Location;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /api/sites/{siteId}/events}: what becomes of a site's rows, as server-sent events. */
@Controller("/api/sites/{siteId}/events")
final class LiveController {
    /** Of another instance, which gives a sign of life every 15 seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final LiveSites sites;
    private final EventStream stream;

    LiveController(Placement placement, Routing routing, Instances instances, LiveSites sites, EventStream stream) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.sites = sites;
        this.stream = stream;
    }

    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Mono<MutableHttpResponse<?>> events(@PathVariable String siteId, HttpRequest<?> request) {
        if (!WellFormed.isSiteId(siteId)) {
            throw unknown(siteId);
        }
        return switch (Forwarded.of(request)) {
            case NOT ->
                Routing.answerTo(request, routing.ask(() -> placement.ofSite(siteId), new SiteEvents(siteId, request)));
            case ACTIVE, STANDBY ->
                routing.answer(request, () -> Location.UNKNOWN, readModel -> here(siteId, readModel));
        };
    }

    private MutableHttpResponse<?> here(String siteId, ReadModel readModel) {
        if (!readModel.isKnown(siteId)) {
            throw unknown(siteId);
        }
        return stream(sites.read(siteId).map(stream::encode));
    }

    private static MutableHttpResponse<?> stream(Flux<byte[]> events) {
        return HttpResponse.ok(events)
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // Said to nginx, which would keep events until it has a page of them.
                .header("X-Accel-Buffering", "no");
    }

    private static RuntimeException unknown(String siteId) {
        return Refusals.notFound("Site " + siteId + " is unknown.");
    }

    /** Only who decides hears of every change. */
    private final class SiteEvents implements Routing.Question<MutableHttpResponse<?>> {
        private final String siteId;
        private final HttpRequest<?> request;

        SiteEvents(String siteId, HttpRequest<?> request) {
            this.siteId = siteId;
            this.request = request;
        }

        @Override
        public Mono<MutableHttpResponse<?>> here(ReadModel readModel) {
            return Mono.just(LiveController.this.here(siteId, readModel));
        }

        @Override
        public Mono<MutableHttpResponse<?>> at(Instance instance, Forwarded capacity) {
            return instances.stream(request.getUri(), instance, capacity)
                    .switchIfEmpty(Mono.error(() -> unknown(siteId)))
                    .map(events -> stream(events.timeout(SILENCE).onErrorResume(lost -> Mono.just(EventStream.MOVED))));
        }
    }
}
