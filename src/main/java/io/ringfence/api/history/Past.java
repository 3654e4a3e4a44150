package io.ringfence.api.history;

import io.micronaut.scheduling.TaskExecutors;
import io.ringfence.api.command.Waiting;
import io.ringfence.api.rights.Caller;
import io.ringfence.query.History;
import io.ringfence.query.NotQueryableException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Answers from the history, once all is in it that is committed by the time of the question. */
@Singleton
public final class Past {
    /** Longer than a change takes to get there. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final History history;
    private final Waiting waiting;
    private final Scheduler blocking;

    Past(History history, Waiting waiting, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.history = history;
        this.waiting = waiting;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    /** The answer; ends with {@link NotQueryableException} where the history is still being read. */
    public <T> Mono<T> ask(Function<History, T> answer) {
        return ask(any -> true, answer);
    }

    /**
     * The same, once the history has what is asked of it beside.
     *
     * @param enough what nobody who asks may miss
     */
    public <T> Mono<T> ask(Predicate<History> enough, Function<History, T> answer) {
        return Mono.deferContextual(asked -> {
            History visible = history.within(Caller.of(asked).sites());
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            return Mono.fromFuture(history::knowsAll)
                    .publishOn(blocking)
                    .flatMap(knowsAll -> waiting.until(
                            Boolean.TRUE::equals, () -> knowsAll.getAsBoolean() && enough.test(visible), deadline))
                    .map(knowsAll -> answer(knowsAll, visible, answer));
        });
    }

    private static <T> T answer(boolean knowsAll, History history, Function<History, T> answer) {
        if (!knowsAll) {
            throw new NotQueryableException("The history is being read.");
        }
        return answer.apply(history);
    }
}
