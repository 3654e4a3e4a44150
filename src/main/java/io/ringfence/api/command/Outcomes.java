package io.ringfence.api.command;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.problem.RetryLater;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Content;
import io.ringfence.query.Location;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.ReadModel;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What became of something that was asked for, as its owner knows it. */
@Singleton
public final class Outcomes {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Routing routing;
    private final Instances instances;
    private final Waiting waiting;

    Outcomes(Routing routing, Instances instances, Waiting waiting) {
        this.routing = routing;
        this.instances = instances;
        this.waiting = waiting;
    }

    /**
     * The answer to who asks after it: as it stands once there is an outcome or the time is over.
     *
     * @param what a sentence may begin with it
     */
    public <T extends Progress> Mono<MutableHttpResponse<?>> answer(
            HttpRequest<?> request, Supplier<Location> owner, Function<ReadModel, Optional<T>> question, String what) {
        Wait wait = Wait.forOutcome(request.getParameters());
        long deadline = wait.deadline();
        return routing.answer(request, owner, wait.atMost(), readModel -> state(question, readModel, deadline)
                .map(state -> state.map(HttpResponse::ok)
                        .orElseThrow(() ->
                                Refusals.notFound(what + " was never seen, or so long ago that it is forgotten."))));
    }

    private <T extends Progress> Mono<Optional<T>> state(
            Function<ReadModel, Optional<T>> question, ReadModel readModel, long deadline) {
        return waiting.until(
                state -> state.filter(Progress::hasEnded).isPresent(), () -> question.apply(readModel), deadline);
    }

    /**
     * What became of what was just published; as far as it is where there is no outcome in time. Asked of the owner for as
     * long as there is time; whatever keeps the owner from answering, it is under way.
     *
     * @param location where it is asked after at other instances
     * @param content what was published; empty where only its id is known
     * @param owner of what it is about
     * @param question empty while it has not arrived
     * @param underWay where there is no outcome
     */
    public <T extends Progress> Mono<T> of(
            URI location,
            Optional<Content> content,
            Supplier<Location> owner,
            Class<T> type,
            Function<ReadModel, Optional<T>> question,
            T underWay,
            Wait wait) {
        long deadline = wait.deadline();
        Map<String, String> headers = content.map(asked -> Map.of(Content.HEADER, asked.fingerprint()))
                .orElse(Map.of());
        Routing.Question<MutableHttpResponse<T>> ofOwner = Routing.Question.of(
                readModel -> state(question, readModel, deadline)
                        .map(state -> state.map(HttpResponse::ok).orElseGet(HttpResponse::notFound)),
                (instance, capacity) -> {
                    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                    URI asking = UriBuilder.of(location)
                            .queryParam("waitMs", left.toMillis())
                            .build();
                    return instances.ask(asking, headers, instance, capacity, left, type);
                });
        return routing.ask(owner, ofOwner)
                .retryWhen(Retry.from(failures -> failures.concatMap(failure -> again(failure, deadline))))
                .mapNotNull(HttpResponse::body)
                .filter(Progress::hasEnded)
                .onErrorComplete(cause -> cause instanceof NotQueryableException || cause instanceof RetryLater)
                .defaultIfEmpty(underWay);
    }

    /**
     * The answer to who asked: 200 with the outcome, or 202.
     *
     * @param location where it can be asked after
     */
    public static MutableHttpResponse<?> response(Progress progress, URI location) {
        return progress.hasEnded()
                ? HttpResponse.ok(progress)
                : HttpResponse.accepted(location).body(progress);
    }

    /** While a partition moves nobody can tell; in a moment somebody can. */
    private static Mono<Long> again(Retry.RetrySignal failure, long deadline) {
        return failure.failure() instanceof NotQueryableException && System.nanoTime() < deadline
                ? Mono.delay(PAUSE)
                : Mono.error(failure.failure());
    }
}
