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
import io.ringfence.api.command.Waiting;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.parameter.UrlId;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.WellFormed;
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
    private final Waiting waiting;
    private final Submission submission;
    private final Outcomes outcomes;

    OrderController(Placement placement, Routing routing, Waiting waiting, Submission submission, Outcomes outcomes) {
        this.placement = placement;
        this.routing = routing;
        this.waiting = waiting;
        this.submission = submission;
        this.outcomes = outcomes;
    }

    @Get("/{orderId}")
    Mono<MutableHttpResponse<?>> order(
            @PathVariable String siteId, @PathVariable String orderId, HttpRequest<?> request) {
        requireSite(siteId);
        UUID id = UrlId.parsed("orderId", orderId);
        Wait wait = Wait.forOutcome(request.getParameters());
        long deadline = wait.deadline();
        return routing.answer(request, () -> placement.ofSite(siteId), wait.atMost(), readModel -> waiting.until(
                        Outcomes::isThere, () -> state(readModel, siteId, id), deadline)
                .map(state -> answer(siteId, id, state)));
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    Mono<MutableHttpResponse<?>> order(
            @PathVariable String siteId, @Body @Nullable byte[] body, HttpRequest<?> request) {
        requireSite(siteId);
        Wait wait = Wait.forOwnOutcome(request.getParameters());
        VoiceServiceOrder order = OrderBody.read(siteId, body);
        if (Flag.of("dryRun", request.getParameters())) {
            return routing.answer(
                    request,
                    () -> placement.ofSite(siteId),
                    readModel -> HttpResponse.ok(new RehearsalAnswer(true, OrderAnswer.of(readModel.rehearse(order)))));
        }
        Mono<MutableHttpResponse<?>> outcome = submission
                .publish("orderId", order.orderId(), intake -> intake.publish(order))
                .then(Mono.defer(() -> outcome(siteId, order.orderId(), wait)));
        return Routing.whileWaitedFor(request, outcome);
    }

    private Mono<MutableHttpResponse<?>> outcome(String siteId, UUID orderId, Wait wait) {
        URI location = UriBuilder.of("/api/sites")
                .path(siteId)
                .path("voice-service-orders")
                .path(orderId.toString())
                .build();
        return outcomes.of(
                location,
                () -> placement.ofSite(siteId),
                readModel -> state(readModel, siteId, orderId),
                OrderAnswer.of(new OrderState.InProgress(siteId, orderId)),
                wait);
    }

    private static Optional<Progress> state(ReadModel readModel, String siteId, UUID orderId) {
        return readModel.order(siteId, orderId).map(OrderAnswer::of);
    }

    private static MutableHttpResponse<?> answer(String siteId, UUID orderId, Optional<Progress> state) {
        return state.map(HttpResponse::ok)
                .orElseThrow(() -> Refusals.notFound("Order " + orderId + " at site " + siteId
                        + " was never seen, or so long ago that it is forgotten."));
    }

    /** Nothing that is none need reach a topic, a store or a header. */
    private static void requireSite(String siteId) {
        if (!WellFormed.isSiteId(siteId)) {
            throw Refusals.invalid("siteId", siteId, "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen");
        }
    }
}
