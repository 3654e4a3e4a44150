package io.ringfence.api.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.problem.RetryLater;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Instance;
import io.ringfence.query.Location;
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

/**
 * What comes of something that was just published, asked of its owner for as long as there is time. Whatever keeps the
 * owner from answering, it is under way: that is then the answer.
 */
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
     * 200 with the outcome, or 202.
     *
     * @param location where it is asked after, here and at other instances
     * @param owner of what it is about
     * @param question empty while it has not arrived
     * @param underWay the body of a 202
     */
    public Mono<MutableHttpResponse<?>> of(
            URI location,
            Supplier<Location> owner,
            Function<ReadModel, Optional<Progress>> question,
            Progress underWay,
            Wait wait) {
        long deadline = wait.deadline();
        return routing.ask(owner, new OwnersAnswer(location, question, deadline))
                .retryWhen(Retry.from(failures -> failures.concatMap(failure -> again(failure, deadline))))
                .filter(Outcomes::hasEnded)
                .onErrorComplete(RetryLater.class)
                .defaultIfEmpty(HttpResponse.accepted(location).body(underWay));
    }

    /** While a partition moves nobody can tell; in a moment somebody can. */
    private static Mono<Long> again(Retry.RetrySignal failure, long deadline) {
        return failure.failure() instanceof RetryLater && System.nanoTime() < deadline
                ? Mono.delay(PAUSE)
                : Mono.error(failure.failure());
    }

    /** Whether there is an answer that will not change. */
    public static boolean isThere(Optional<? extends Progress> answer) {
        return answer.filter(Progress::hasEnded).isPresent();
    }

    private static boolean hasEnded(MutableHttpResponse<?> answer) {
        Object body = answer.body();
        return body instanceof JsonNode tree
                ? !tree.path("status").asText().equals(Progress.IN_PROGRESS)
                : body instanceof Progress progress && progress.hasEnded();
    }

    private final class OwnersAnswer implements Routing.Question<MutableHttpResponse<?>> {
        private final URI location;
        private final Function<ReadModel, Optional<Progress>> question;
        private final long deadline;

        OwnersAnswer(URI location, Function<ReadModel, Optional<Progress>> question, long deadline) {
            this.location = location;
            this.question = question;
            this.deadline = deadline;
        }

        @Override
        public Mono<MutableHttpResponse<?>> here(ReadModel readModel) {
            return waiting.until(Outcomes::isThere, () -> question.apply(readModel), deadline)
                    .map(answer ->
                            answer.<MutableHttpResponse<?>>map(HttpResponse::ok).orElseGet(HttpResponse::notFound));
        }

        @Override
        public Mono<MutableHttpResponse<?>> at(Instance instance, Forwarded capacity) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            URI asking = UriBuilder.of(location)
                    .queryParam("waitMs", left.toMillis())
                    .build();
            return instances
                    .ask(asking, Map.of(), instance, capacity, left, JsonNode.class)
                    .map(Function.identity());
        }
    }
}
