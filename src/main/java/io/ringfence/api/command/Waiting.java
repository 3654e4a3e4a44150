package io.ringfence.api.command;

import io.micronaut.scheduling.TaskExecutors;
import io.ringfence.api.rights.Caller;
import io.ringfence.api.rights.Quota;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Asks again until the answer is the one that is waited for, holding no thread in between. Less and less often, so that
 * an answer is late by a part of what it took to come and a crowd that waits in vain costs little.
 */
@Singleton
public final class Waiting {
    private static final long SHORTEST = Duration.ofMillis(10).toNanos();
    private static final long LONGEST = Duration.ofMillis(250).toNanos();
    private static final int PART = 4;

    private final Quota waits;
    private final Scheduler scheduler;
    private final Scheduler blocking;

    Waiting(
            @Named("waits") Quota waits,
            @Named(TaskExecutors.SCHEDULED) ExecutorService scheduled,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.waits = waits;
        this.scheduler = Schedulers.fromExecutorService(scheduled);
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    /**
     * The first answer that is enough; the last one where none is in time. Ends with a refusal where the caller, or all of
     * them, wait for as much as may be waited for at a time.
     *
     * @param deadline by {@link System#nanoTime}; the same for all copies that are asked, one after another
     */
    public <T> Mono<T> until(Predicate<T> enough, Supplier<T> question, long deadline) {
        return Mono.deferContextual(asked -> {
            long began = System.nanoTime();
            long limit = deadline - began;
            return limit <= 0
                    ? Mono.fromSupplier(question)
                    : Mono.using(
                            () -> waits.take(Caller.of(asked)),
                            hold -> until(enough, question, began, limit),
                            Quota.Hold::giveBack);
        });
    }

    private <T> Mono<T> until(Predicate<T> enough, Supplier<T> question, long began, long limit) {
        return Mono.fromSupplier(question)
                .repeatWhen(answers ->
                        answers.concatMap(answer -> Mono.delay(pause(System.nanoTime() - began, limit), scheduler)
                                .publishOn(blocking)))
                .takeUntil(answer -> enough.test(answer) || System.nanoTime() - began >= limit)
                .last();
    }

    private static Duration pause(long waited, long limit) {
        long pause = Math.min(Math.max(waited / PART, SHORTEST), LONGEST);
        return Duration.ofNanos(Math.max(0, Math.min(pause, limit - waited)));
    }
}
