package io.ringfence.api.number;

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
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Envelope;
import io.ringfence.query.Foreseen;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.RequestState;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** {@code /api/phone-numbers/{phoneNumber}/requests}: asks for a change, and tells what became of it. */
@Controller(NumberController.PATH)
final class RequestController {
    private static final String REQUESTS = NumberController.NUMBER + "/requests";

    private final Placement placement;
    private final Routing routing;
    private final Waiting waiting;
    private final Submission submission;
    private final Outcomes outcomes;
    private final MainNumberHolders holders;

    RequestController(
            Placement placement,
            Routing routing,
            Waiting waiting,
            Submission submission,
            Outcomes outcomes,
            MainNumberHolders holders) {
        this.placement = placement;
        this.routing = routing;
        this.waiting = waiting;
        this.submission = submission;
        this.outcomes = outcomes;
        this.holders = holders;
    }

    @Get(REQUESTS + "/{requestId:[^/]+}")
    Mono<MutableHttpResponse<?>> request(
            @PathVariable String phoneNumber, @PathVariable String requestId, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        UUID id = UrlId.parsed("requestId", requestId);
        Wait wait = Wait.forOutcome(request.getParameters());
        long deadline = wait.deadline();
        return routing.answer(request, () -> placement.ofNumber(canonical), wait.atMost(), readModel -> waiting.until(
                        Outcomes::isThere, () -> state(readModel, canonical, id), deadline)
                .map(state -> answer(canonical, id, state)));
    }

    @Post(REQUESTS)
    @Consumes(MediaType.APPLICATION_JSON)
    Mono<MutableHttpResponse<?>> ask(
            @PathVariable String phoneNumber, @Body @Nullable byte[] body, HttpRequest<?> request) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        Wait wait = Wait.forOwnOutcome(request.getParameters());
        ActionRequest asked = RequestBody.read(canonical, body);
        if (Flag.of("dryRun", request.getParameters())) {
            Envelope envelope = asked.on(asked.action().channel());
            return routing.answer(
                    request,
                    () -> placement.ofNumber(canonical),
                    Duration.ZERO,
                    readModel -> foreseen(readModel, envelope));
        }
        Mono<MutableHttpResponse<?>> outcome = submission
                .publish("requestId", asked.requestId(), intake -> intake.publish(asked))
                .then(Mono.defer(() -> outcome(canonical, asked.requestId(), wait)));
        return Routing.whileWaitedFor(request, outcome);
    }

    private Mono<MutableHttpResponse<?>> outcome(String phoneNumber, UUID requestId, Wait wait) {
        URI location = UriBuilder.of(NumberController.PATH)
                .path(phoneNumber)
                .path("requests")
                .path(requestId.toString())
                .build();
        return outcomes.of(
                location,
                () -> placement.ofNumber(phoneNumber),
                readModel -> state(readModel, phoneNumber, requestId),
                RequestAnswer.of(new RequestState.InProgress(phoneNumber, requestId)),
                wait);
    }

    private static Optional<Progress> state(ReadModel readModel, String phoneNumber, UUID requestId) {
        return readModel.request(phoneNumber, requestId).map(RequestAnswer::of);
    }

    private Mono<MutableHttpResponse<?>> foreseen(ReadModel readModel, Envelope asked) {
        Foreseen foreseen = readModel.foresee(asked);
        return foreseen.claimant()
                .map(party -> holders.of(asked.request().siteId(), party).<MutableHttpResponse<?>>map(holder -> {
                    MutableHttpResponse<?> answer =
                            foreseen(foreseen, Optional.ofNullable(holder.body().phoneNumber()));
                    Routing.copyLag(holder, answer);
                    return answer;
                }))
                .orElseGet(() -> Mono.just(foreseen(foreseen, Optional.empty())));
    }

    private static MutableHttpResponse<?> foreseen(Foreseen foreseen, Optional<String> heldBy) {
        return HttpResponse.ok(
                new ForeseenAnswer(true, RequestAnswer.of(foreseen.outcome().apply(heldBy))));
    }

    private static MutableHttpResponse<?> answer(String phoneNumber, UUID requestId, Optional<Progress> state) {
        return state.map(HttpResponse::ok)
                .orElseThrow(() -> Refusals.notFound("Request " + requestId + " for phone number " + phoneNumber
                        + " was never seen, or so long ago that it is forgotten."));
    }
}
