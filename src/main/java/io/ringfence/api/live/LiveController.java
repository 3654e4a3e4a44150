package io.ringfence.api.live;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.Refused;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.LiveEvent;
import io.ringfence.query.Location;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /api/sites/{siteId}/events}: what becomes of a site's rows, as server-sent events. */
@Tag(name = "sites")
@Controller("/api/sites/{siteId}/events")
final class LiveController {
    private final Routing routing;
    private final SiteEvents events;
    private final EventStream stream;

    LiveController(Routing routing, SiteEvents events, EventStream stream) {
        this.routing = routing;
        this.events = events;
        this.stream = stream;
    }

    @Operation(operationId = "streamSiteEvents", summary = "What becomes of the rows of a site from now on")
    @Flag.Explain
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Events")
    @Refused.Malformed
    @Refused.NotFound
    @Refused.ForNow
    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Mono<MutableHttpResponse<?>> events(@UrlSite.Described @PathVariable String siteId, HttpRequest<?> request) {
        UrlSite.requireKnowable(siteId);
        boolean explain = Flag.of("explain", request.getParameters());
        return switch (Forwarded.of(request)) {
            case NOT -> Routing.answerTo(request, events.of(siteId, request).map(told -> stream(told, explain)));
            case ACTIVE, STANDBY ->
                routing.answer(
                        request,
                        () -> Location.UNKNOWN,
                        readModel -> stream(events.from(readModel, siteId, Caller.of(request)), explain));
        };
    }

    private MutableHttpResponse<?> stream(Flux<LiveEvent> told, boolean explain) {
        return EventStream.response(told.map(event -> stream.encode(event, explain)));
    }
}
