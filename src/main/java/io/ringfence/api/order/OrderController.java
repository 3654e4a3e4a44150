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
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.command.Outcomes;
import io.ringfence.api.command.Progress;
import io.ringfence.api.command.Submission;
import io.ringfence.api.command.Wait;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.parameter.UrlId;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.query.Content;
import io.ringfence.query.OrderState;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** {@code /api/sites/{siteId}/voice-service-orders}: orders, and tells what became of them. */
@Controller("/api/sites/{siteId}/voice-service-orders")
final class OrderController {
    private final Placement placement;
    private final Routing routing;
    private final Submission submission;
    private final Outcomes outcomes;

    OrderController(Placement placement, Routing routing, Submission submission, Outcomes outcomes) {
        this.placement = placement;
        this.routing = routing;
        this.submission = submission;
        this.outcomes = outcomes;
    }

    @Get("/{orderId}")
    Mono<MutableHttpResponse<?>> order(
            @PathVariable String siteId, @PathVariable String orderId, HttpRequest<?> request) {
        UrlSite.require(siteId);
        UUID id = UrlId.parsed("orderId", orderId);
        Optional<Content> content = Content.parse(request.getHeaders().get(Content.HEADER));
        return outcomes.answer(
                request,
                () -> placement.ofSite(siteId),
                readModel -> state(readModel, siteId, id, content),
                "Order " + id + " at site " + siteId);
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    Mono<MutableHttpResponse<?>> order(
            @PathVariable String siteId, @Body @Nullable byte[] body, HttpRequest<?> request) {
        UrlSite.require(siteId);
        Wait wait = Wait.forOwnOutcome(request.getParameters());
        VoiceServiceOrder order = OrderBody.read(siteId, body);
        if (Flag.of("dryRun", request.getParameters())) {
            return routing.answer(
                    request,
                    () -> placement.ofSite(siteId),
                    readModel -> HttpResponse.ok(new OrderDryRun(true, OrderAnswer.of(readModel.dryRun(order)))));
        }
        Mono<MutableHttpResponse<?>> outcome = submission
                .publish("orderId", order.orderId(), intake -> intake.publish(order))
                .then(Mono.defer(() -> outcome(siteId, order, wait)));
        return Routing.answerTo(request, outcome);
    }

    private Mono<MutableHttpResponse<?>> outcome(String siteId, VoiceServiceOrder order, Wait wait) {
        UUID orderId = order.orderId();
        Content content = Content.of(order);
        URI location = UriBuilder.of("/api/sites")
                .path(siteId)
                .path("voice-service-orders")
                .path(orderId.toString())
                .build();
        return outcomes.of(
                location,
                content,
                () -> placement.ofSite(siteId),
                readModel -> state(readModel, siteId, orderId, Optional.of(content)),
                OrderAnswer.of(new OrderState.InProgress(siteId, orderId)),
                wait);
    }

    private static Optional<Progress> state(
            ReadModel readModel, String siteId, UUID orderId, Optional<Content> content) {
        return readModel.order(siteId, orderId, content).map(OrderAnswer::of);
    }
}
