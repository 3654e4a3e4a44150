package io.ringfence.api.number;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.command.Outcomes;
import io.ringfence.api.command.Submission;
import io.ringfence.api.command.Wait;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.ActionRequest;
import io.ringfence.query.Content;
import io.ringfence.query.DryRunResult;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.RequestState;
import io.ringfence.trace.Trace;
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
    private final SiteParties parties;

    NumberRequests(
            Placement placement,
            Routing routing,
            Instances instances,
            Submission submission,
            Outcomes outcomes,
            SiteParties parties) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.submission = submission;
        this.outcomes = outcomes;
        this.parties = parties;
    }

    /**
     * Publishes the request under the caller's name, and waits for its outcome; in progress where that does not come in time.
     * What the caller may not ask for is refused, and not published.
     */
    public Mono<RequestAnswer> ask(ActionRequest asked, Trace trace, Wait wait) {
        return Mono.deferContextual(context -> {
            ActionRequest request = Caller.of(context).signed(asked);
            return submission
                    .publish("requestId", request.requestId(), intake -> intake.publish(request, trace))
                    .then(Mono.defer(() -> outcome(request, wait)));
        });
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

    /** What would come of the request now, asked of the number's owner; refused as if it were asked. */
    public Mono<RequestAnswer> dryRun(ActionRequest asked) {
        return Mono.deferContextual(context -> foreseen(Caller.of(context).signed(asked)));
    }

    private Mono<RequestAnswer> foreseen(ActionRequest request) {
        URI path = location(request.phoneNumber()).queryParam("dryRun", true).build();
        Routing.Question<MutableHttpResponse<RequestAnswer>> question = Routing.Question.of(
                readModel -> dryRun(readModel, request),
                (instance, capacity) ->
                        instances.post(path, request, "phoneNumber", instance, capacity, RequestAnswer.class));
        return routing.ask(() -> placement.ofNumber(request.phoneNumber()), question)
                .map(MutableHttpResponse::body);
    }

    /** From what is here, and from what the site knows. */
    Mono<MutableHttpResponse<RequestAnswer>> dryRun(ReadModel readModel, ActionRequest request) {
        DryRunResult dryRun = readModel.dryRun(request.on(request.action().channel()));
        return parties.answer(
                request.siteId(),
                dryRun.claimant(),
                party -> RequestAnswer.of(dryRun.outcome().apply(party)));
    }

    private static UriBuilder location(String phoneNumber) {
        return UriBuilder.of(NumberController.PATH).path(phoneNumber).path("requests");
    }
}
