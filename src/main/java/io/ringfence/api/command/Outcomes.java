package io.ringfence.api.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.Content;
import io.ringfence.query.Instance;
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
    public Mono<MutableHttpResponse<?>> answer(
            HttpRequest<?> request,
            Supplier<Location> owner,
            Function<ReadModel, Optional<Progress>> question,
            String what) {
        Wait wait = Wait.forOutcome(request.getParameters());
        long deadline = wait.deadline();
        return routing.answer(request, owner, wait.atMost(), readModel -> state(question, readModel, deadline)
                .map(state -> state.map(HttpResponse::ok)
                        .orElseThrow(() ->
                                Refusals.notFound(what + " was never seen, or so long ago that it is forgotten."))));
    }

    private Mono<Optional<Progress>> state(
            Function<ReadModel, Optional<Progress>> question, ReadModel readModel, long deadline) {
        return waiting.until(
                state -> state.filter(Progress::hasEnded).isPresent(), () -> question.apply(readModel), deadline);
    }

    /**
     * The answer to who has just published it: 200 with the outcome, or 202. Asked of the owner for as long as there is
     * time; whatever keeps the owner from answering, it is under way.
     *
     * @param location where it is asked after, here and at other instances
     * @param content what was published
     * @param owner of what it is about
     * @param question empty while it has not arrived
     * @param underWay the body of a 202
     */
    public Mono<MutableHttpResponse<?>> of(
            URI location,
            Content content,
            Supplier<Location> owner,
            Function<ReadModel, Optional<Progress>> question,
            Progress underWay,
            Wait wait) {
        long deadline = wait.deadline();
        return routing.ask(owner, new OwnersAnswer(location, content, question, deadline))
                .retryWhen(Retry.from(failures -> failures.concatMap(failure -> again(failure, deadline))))
                .filter(Outcomes::hasEnded)
                .onErrorComplete(NotQueryableException.class)
                .defaultIfEmpty(HttpResponse.accepted(location).body(underWay));
    }

    /** While a partition moves nobody can tell; in a moment somebody can. */
    private static Mono<Long> again(Retry.RetrySignal failure, long deadline) {
        return failure.failure() instanceof NotQueryableException && System.nanoTime() < deadline
                ? Mono.delay(PAUSE)
                : Mono.error(failure.failure());
    }

    private static boolean hasEnded(MutableHttpResponse<?> answer) {
        Object body = answer.body();
        return body instanceof JsonNode tree
                ? !tree.path("status").asText().equals(Progress.IN_PROGRESS)
                : body instanceof Progress progress && progress.hasEnded();
    }

    private final class OwnersAnswer implements Routing.Question<MutableHttpResponse<?>> {
        private final URI location;
        private final Content content;
        private final Function<ReadModel, Optional<Progress>> question;
        private final long deadline;

        OwnersAnswer(URI location, Content content, Function<ReadModel, Optional<Progress>> question, long deadline) {
            this.location = location;
            this.content = content;
            this.question = question;
            this.deadline = deadline;
        }

        @Override
        public Mono<MutableHttpResponse<?>> here(ReadModel readModel) {
            return state(question, readModel, deadline).map(state -> state.<MutableHttpResponse<?>>map(HttpResponse::ok)
                    .orElseGet(HttpResponse::notFound));
        }

        @Override
        public Mono<MutableHttpResponse<?>> at(Instance instance, Forwarded capacity) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            URI asking = UriBuilder.of(location)
                    .queryParam("waitMs", left.toMillis())
                    .build();
            return instances
                    .ask(
                            asking,
                            Map.of(Content.HEADER, content.fingerprint()),
                            instance,
                            capacity,
                            left,
                            JsonNode.class)
                    .map(Function.identity());
        }
    }
}
