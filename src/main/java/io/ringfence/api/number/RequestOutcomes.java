package io.ringfence.api.number;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.command.Wait;
import io.ringfence.api.command.Waiting;
import io.ringfence.api.problem.RetryLater;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Instance;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.RequestState;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What comes of a request that was just published, asked of the number's owner for as long as there is time. Whatever keeps
 * the owner from answering, the request is under way: that is then the answer.
 */
@Singleton
final class RequestOutcomes {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final Waiting waiting;

    RequestOutcomes(Placement placement, Routing routing, Instances instances, Waiting waiting) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.waiting = waiting;
    }

    /** 200 with the outcome, or 202. */
    Mono<MutableHttpResponse<?>> of(String phoneNumber, UUID requestId, Wait wait) {
        long deadline = wait.deadline();
        URI location = UriBuilder.of(NumberController.PATH)
                .path(phoneNumber)
                .path("requests")
                .path(requestId.toString())
                .build();
        MutableHttpResponse<?> underWay = HttpResponse.accepted(location)
                .body(RequestAnswer.of(new RequestState.InProgress(phoneNumber, requestId)));
        return routing.<MutableHttpResponse<?>>ask(
                        () -> placement.ofNumber(phoneNumber), question(phoneNumber, requestId, deadline, location))
                .filter(RequestOutcomes::isDecided)
                .retryWhen(Retry.from(failures -> failures.concatMap(failure -> again(failure, deadline))))
                .onErrorComplete(RetryLater.class)
                .defaultIfEmpty(underWay);
    }

    /** While a partition moves nobody can tell; in a moment somebody can. */
    private static Mono<Long> again(Retry.RetrySignal failure, long deadline) {
        return failure.failure() instanceof RetryLater && System.nanoTime() < deadline
                ? Mono.delay(PAUSE)
                : Mono.error(failure.failure());
    }

    private Routing.Question<MutableHttpResponse<?>> question(
            String phoneNumber, UUID requestId, long deadline, URI location) {
        return new Routing.Question<>() {
            @Override
            public Mono<MutableHttpResponse<?>> here(ReadModel readModel) {
                return waiting.until(
                                RequestOutcomes::isDecided, () -> readModel.request(phoneNumber, requestId), deadline)
                        .map(state -> state.map(RequestAnswer::of)
                                .<MutableHttpResponse<?>>map(HttpResponse::ok)
                                .orElseGet(HttpResponse::notFound));
            }

            @Override
            public Mono<MutableHttpResponse<?>> at(Instance instance, Forwarded capacity) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                URI question = UriBuilder.of(location)
                        .queryParam("waitMs", left.toMillis())
                        .build();
                return instances
                        .ask(question, Map.of(), instance, capacity, left, JsonNode.class)
                        .map(answer -> answer);
            }
        };
    }

    static boolean isDecided(Optional<RequestState> state) {
        return state.filter(RequestState.Decided.class::isInstance).isPresent();
    }

    private static boolean isDecided(MutableHttpResponse<?> answer) {
        Object body = answer.body();
        return body instanceof JsonNode tree
                ? !tree.path("status").asText().equals(RequestAnswer.Status.IN_PROGRESS.name())
                : body instanceof RequestAnswer known && known.status() != RequestAnswer.Status.IN_PROGRESS;
    }
}
