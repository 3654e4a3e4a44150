package io.ringfence.api.number;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.command.Outcomes;
import io.ringfence.api.command.Submission;
import io.ringfence.api.command.Wait;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Envelope;
import io.ringfence.query.Content;
import io.ringfence.query.DryRunResult;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.RequestState;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Requests for numbers: asked for, or only tried in a dry run. */
@Singleton
public final class NumberRequests {
    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final Submission submission;
    private final Outcomes outcomes;
    private final MainNumberHolders holders;

    NumberRequests(
            Placement placement,
            Routing routing,
            Instances instances,
            Submission submission,
            Outcomes outcomes,
            MainNumberHolders holders) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.submission = submission;
        this.outcomes = outcomes;
        this.holders = holders;
    }

    /** Publishes the request, and waits for its outcome; in progress where that does not come in time. */
    public Mono<RequestAnswer> ask(ActionRequest request, Wait wait) {
        return submission
                .publish("requestId", request.requestId(), intake -> intake.publish(request))
                .then(Mono.defer(() -> outcome(request, wait)));
    }

    private Mono<RequestAnswer> outcome(ActionRequest request, Wait wait) {
        Content content = Content.of(request.on(request.action().channel()));
        return outcome(request.phoneNumber(), request.requestId(), Optional.of(content), wait);
    }

    /** What became of a request of which only the id is known; in progress also where it was never seen. */
    public Mono<RequestAnswer> outcome(String phoneNumber, UUID requestId, Wait wait) {
        return outcome(phoneNumber, requestId, Optional.empty(), wait);
    }

    private Mono<RequestAnswer> outcome(String phoneNumber, UUID requestId, Optional<Content> content, Wait wait) {
        return outcomes.of(
                location(phoneNumber, requestId),
                content,
                () -> placement.ofNumber(phoneNumber),
                RequestAnswer.class,
                readModel -> state(readModel, phoneNumber, requestId, content),
                RequestAnswer.of(new RequestState.InProgress(phoneNumber, requestId)),
                wait);
    }

    /** Under which it is asked after. */
    static URI location(String phoneNumber, UUID requestId) {
        return location(phoneNumber).path(requestId.toString()).build();
    }

    static Optional<RequestAnswer> state(
            ReadModel readModel, String phoneNumber, UUID requestId, Optional<Content> content) {
        return readModel.request(phoneNumber, requestId, content).map(RequestAnswer::of);
    }

    /** What would come of the request now, asked of the number's owner. */
    public Mono<RequestAnswer> dryRun(ActionRequest request) {
        URI path = location(request.phoneNumber()).queryParam("dryRun", true).build();
        Routing.Question<MutableHttpResponse<RequestAnswer>> question = Routing.Question.of(
                readModel -> dryRun(readModel, request),
                (instance, capacity) ->
                        instances.post(path, request, "phoneNumber", instance, capacity, RequestAnswer.class));
        return routing.ask(() -> placement.ofNumber(request.phoneNumber()), question)
                .map(MutableHttpResponse::body);
    }

    /** From what is here, and a claim from what the site knows. */
    Mono<MutableHttpResponse<RequestAnswer>> dryRun(ReadModel readModel, ActionRequest request) {
        Envelope asked = request.on(request.action().channel());
        DryRunResult dryRun = readModel.dryRun(asked);
        return holders.answer(
                request.siteId(),
                dryRun.claimant(),
                heldBy -> RequestAnswer.of(dryRun.outcome().apply(heldBy)));
    }

    private static UriBuilder location(String phoneNumber) {
        return UriBuilder.of(NumberController.PATH).path(phoneNumber).path("requests");
    }
}
