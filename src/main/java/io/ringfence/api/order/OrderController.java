package io.ringfence.api.order;

import io.micronaut.core.annotation.Nullable;
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
import io.ringfence.api.command.Outcomes;
import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.parameter.HttpTrace;
import io.ringfence.api.parameter.UrlId;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.query.Content;
import io.ringfence.query.Placement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** {@code /api/sites/{siteId}/voice-service-orders}: orders, and tells what became of them. */
@Tag(name = "voice services")
@Controller("/api/sites/{siteId}/voice-service-orders")
final class OrderController {
    private final Placement placement;
    private final Routing routing;
    private final Outcomes outcomes;
    private final Orders orders;

    OrderController(Placement placement, Routing routing, Outcomes outcomes, Orders orders) {
        this.placement = placement;
        this.routing = routing;
        this.outcomes = outcomes;
        this.orders = orders;
    }

    @OrderDescription.Outcome
    @Get("/{orderId}")
    Mono<MutableHttpResponse<?>> order(
            @UrlSite.Described @PathVariable String siteId,
            @UrlId.Described @PathVariable String orderId,
            HttpRequest<?> request) {
        UrlSite.require(siteId);
        UUID id = UrlId.parsed("orderId", orderId);
        Optional<Content> content = Content.parse(request.getHeaders().get(Content.HEADER));
        return outcomes.answer(
                request,
                () -> placement.ofSite(siteId),
                readModel -> Orders.state(readModel, siteId, id, content),
                "Order " + id + " at site " + siteId);
    }

    @OrderDescription.Ask
    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    Mono<MutableHttpResponse<?>> order(
            @UrlSite.Described @PathVariable String siteId, @Body @Nullable byte[] body, HttpRequest<?> request) {
        UrlSite.require(siteId);
        Wait wait = Wait.forOwnOutcome(request.getParameters());
        VoiceServiceOrder order = OrderBody.read(siteId, body);
        if (Flag.of("dryRun", request.getParameters())) {
            VoiceServiceOrder signed = Caller.of(request).signed(order);
            return routing.answer(
                    request,
                    () -> placement.ofSite(siteId),
                    readModel -> HttpResponse.ok(new OrderDryRun(true, Orders.dryRun(readModel, signed))));
        }
        return Routing.answerTo(
                request,
                orders.ask(order, HttpTrace.of(request), wait)
                        .map(answer -> Outcomes.response(answer, Orders.location(siteId, order.orderId()))));
    }
}
