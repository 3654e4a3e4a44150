package io.ringfence.api.order;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.command.Outcomes;
import io.ringfence.api.command.Submission;
import io.ringfence.api.command.Wait;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.query.Content;
import io.ringfence.query.OrderState;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.trace.Trace;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Voice service orders: placed, or only tried in a dry run. */
@Singleton
public final class Orders {
    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final Submission submission;
    private final Outcomes outcomes;

    Orders(Placement placement, Routing routing, Instances instances, Submission submission, Outcomes outcomes) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.submission = submission;
        this.outcomes = outcomes;
    }

    /**
     * Publishes the order under the caller's name, and waits for its outcome; in progress where that does not come in time.
     * What the caller may not ask for is refused, and not published.
     */
    public Mono<OrderAnswer> ask(VoiceServiceOrder asked, Trace trace, Wait wait) {
        return Mono.deferContextual(context -> {
            VoiceServiceOrder order = Caller.of(context).signed(asked);
            return submission
                    .publish("orderId", order.orderId(), intake -> intake.publish(order, trace))
                    .then(Mono.defer(
                            () -> outcome(order.siteId(), order.orderId(), Optional.of(Content.of(order)), wait)));
        });
    }

    /** What became of an order of which only the id is known; in progress also where it was never seen. */
    public Mono<OrderAnswer> outcome(String siteId, UUID orderId, Wait wait) {
        return outcome(siteId, orderId, Optional.empty(), wait);
    }

    private Mono<OrderAnswer> outcome(String siteId, UUID orderId, Optional<Content> content, Wait wait) {
        return outcomes.of(
                location(siteId, orderId),
                content,
                () -> placement.ofSite(siteId),
                OrderAnswer.class,
                readModel -> state(readModel, siteId, orderId, content),
                OrderAnswer.of(new OrderState.InProgress(siteId, orderId)),
                wait);
    }

    /** What would come of the order now, asked of the site's owner; refused as if it were placed. */
    public Mono<OrderAnswer.Completed> dryRun(VoiceServiceOrder asked) {
        return Mono.deferContextual(context -> foreseen(Caller.of(context).signed(asked)));
    }

    private Mono<OrderAnswer.Completed> foreseen(VoiceServiceOrder order) {
        URI path = location(order.siteId()).queryParam("dryRun", true).build();
        Routing.Question<MutableHttpResponse<OrderAnswer.Completed>> question = Routing.Question.of(
                readModel -> Mono.just(HttpResponse.ok(dryRun(readModel, order))),
                (instance, capacity) ->
                        instances.post(path, order, "siteId", instance, capacity, OrderAnswer.Completed.class));
        return routing.ask(() -> placement.ofSite(order.siteId()), question).map(MutableHttpResponse::body);
    }

    /** From what is here. */
    static OrderAnswer.Completed dryRun(ReadModel readModel, VoiceServiceOrder order) {
        return OrderAnswer.of(readModel.dryRun(order));
    }

    static Optional<OrderAnswer> state(ReadModel readModel, String siteId, UUID orderId, Optional<Content> content) {
        return readModel.order(siteId, orderId, content).map(OrderAnswer::of);
    }

    /** Under which it is asked after. */
    static URI location(String siteId, UUID orderId) {
        return location(siteId).path(orderId.toString()).build();
    }

    private static UriBuilder location(String siteId) {
        return UriBuilder.of("/api/sites").path(siteId).path("voice-service-orders");
    }
}
