package io.ringfence.api.routing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.scheduling.TaskExecutors;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.problem.RetryLater;
import io.ringfence.api.problem.VersionNotReached;
import io.ringfence.api.rights.Caller;
import io.ringfence.query.Instance;
import io.ringfence.query.Location;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.ReadModel;
import io.ringfence.query.ReadModels;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Has a question answered by whoever can: the instance that decides, else one that has a copy. Ends with the refusal of
 * the first where all refuse.
 */
@Singleton
public final class Routing {
    /** Of an answer from a copy: records that it may lack. */
    static final String STANDBY_LAG = "Ringfence-Standby-Lag";

    /** A question, here and elsewhere. */
    public interface Question<R extends MutableHttpResponse<?>> {
        /** Runs where it may block. */
        Mono<R> here(ReadModel readModel);

        /** Asks another instance. */
        Mono<R> at(Instance instance, Forwarded capacity);

        /** A question of two functions. */
        static <R extends MutableHttpResponse<?>> Question<R> of(
                Function<ReadModel, Mono<R>> here, BiFunction<Instance, Forwarded, Mono<R>> at) {
            return new Question<>() {
                @Override
                public Mono<R> here(ReadModel readModel) {
                    return here.apply(readModel);
                }

                @Override
                public Mono<R> at(Instance instance, Forwarded capacity) {
                    return at.apply(instance, capacity);
                }
            };
        }
    }

    private final ReadModels readModels;
    private final Instances instances;
    private final Scheduler blocking;

    Routing(ReadModels readModels, Instances instances, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.readModels = readModels;
        this.instances = instances;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    /** Answers a request at once; see {@link #answer(HttpRequest, Supplier, Duration, Function)}. */
    public Mono<MutableHttpResponse<?>> answer(
            HttpRequest<?> request, Supplier<Location> location, Function<ReadModel, MutableHttpResponse<?>> answer) {
        return answer(request, location, Duration.ZERO, readModel -> Mono.just(answer.apply(readModel)));
    }

    /**
     * Answers a request. One that was handed on is answered here or not at all, so that it never goes in circles.
     *
     * @param location of what is asked for; not looked at where the request was handed on
     * @param wait how long the answer may take on purpose
     * @param answer from the stores of this instance; to another one the request goes as it came
     */
    public Mono<MutableHttpResponse<?>> answer(
            HttpRequest<?> request,
            Supplier<Location> location,
            Duration wait,
            Function<ReadModel, Mono<MutableHttpResponse<?>>> answer) {
        Question<MutableHttpResponse<?>> question =
                Question.of(answer, (instance, capacity) -> instances.handOn(request, instance, capacity, wait));
        Mono<MutableHttpResponse<?>> given =
                switch (Forwarded.of(request)) {
                    case NOT -> ask(location, question);
                    case ACTIVE -> active(question);
                    case STANDBY -> orElse(active(question), standby(question));
                };
        return answerTo(request, given);
    }

    /** What a client gets, as far as it may, and for as long as it waits: where nobody can answer now, that it is to come back. */
    public static <T> Mono<T> answerTo(HttpRequest<?> request, Mono<T> answer) {
        return Caller.of(request)
                .asks(answer)
                .onErrorMap(NotQueryableException.class, Routing::retryLater)
                .takeUntilOther(Departure.of(request));
    }

    /** Asks on behalf of a request; ends with {@link NotQueryableException} where nobody can answer now. */
    public <R extends MutableHttpResponse<?>> Mono<R> ask(Supplier<Location> location, Question<R> question) {
        return Mono.defer(() -> ask(location.get(), question)).subscribeOn(blocking);
    }

    private <R extends MutableHttpResponse<?>> Mono<R> ask(Location location, Question<R> question) {
        Mono<R> answer = location.here()
                ? active(question)
                : location.elsewhere()
                        .map(instance -> question.at(instance, Forwarded.ACTIVE))
                        .orElseGet(() -> Mono.error(
                                () -> new NotQueryableException("Partitions are being assigned to instances.")));
        answer = orElse(answer, standby(question));
        for (Instance instance : location.standbys()) {
            answer = orElse(answer, question.at(instance, Forwarded.STANDBY));
        }
        return answer;
    }

    private <R extends MutableHttpResponse<?>> Mono<R> active(Question<R> question) {
        return Mono.deferContextual(asked -> question.here(
                        readModels.active().within(Caller.of(asked).sites())))
                .subscribeOn(blocking);
    }

    private <R extends MutableHttpResponse<?>> Mono<R> standby(Question<R> question) {
        return Mono.deferContextual(asked -> {
                    ReadModels.Standby copy = readModels.standby();
                    return question.here(
                                    copy.readModel().within(Caller.of(asked).sites()))
                            .doOnNext(response -> addLag(response, copy.lag()))
                            .onErrorMap(Routing::mayBeAmongWhatIsMissing, Routing::notKnownHere);
                })
                .subscribeOn(blocking);
    }

    /** Says of an answer how far behind another is that it rests on. */
    public static void copyLag(MutableHttpResponse<?> from, MutableHttpResponse<?> to) {
        from.getHeaders().get(STANDBY_LAG, Long.class).ifPresent(lag -> addLag(to, lag));
    }

    /** A 200 that rests on the same copies as another one, and says more or less. */
    public static <T> MutableHttpResponse<T> withBody(MutableHttpResponse<?> from, T body) {
        MutableHttpResponse<T> answer = HttpResponse.ok(body);
        copyLag(from, answer);
        return answer;
    }

    /** An answer may rest on several copies. */
    static void addLag(MutableHttpResponse<?> response, long lag) {
        long known = response.getHeaders().get(STANDBY_LAG, Long.class).orElse(0L);
        response.getHeaders().set(STANDBY_LAG, String.valueOf(Math.max(known, lag)));
    }

    private static <R> Mono<R> orElse(Mono<R> first, Mono<R> second) {
        return first.onErrorResume(
                NotQueryableException.class,
                refusal -> second.onErrorMap(NotQueryableException.class, another -> refusal));
    }

    private static RetryLater retryLater(NotQueryableException refusal) {
        return new RetryLater(
                "What could answer is being moved or restored, or is cut off; try again in a moment.", refusal);
    }

    /** What a copy lacks, or has not got as far as, may be among the records that it is behind. */
    private static boolean mayBeAmongWhatIsMissing(Throwable cause) {
        return cause instanceof VersionNotReached || Refusals.isNotFound(cause);
    }

    private static NotQueryableException notKnownHere(Throwable missing) {
        return new NotQueryableException("Not in the copy that is here.", missing);
    }
}
