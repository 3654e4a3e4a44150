package io.ringfence.intake;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The intake for whoever must not wait for it: publishing blocks while brokers or registry are away, and a crowd that does
 * so would hold a thread each. Lets so many in, each for so long, and turns the others away at once.
 */
@Singleton
public final class BoundedIntake {
    /** Each up to some ten kilobytes, for as long as the brokers do not take it. */
    static final int MOST_AT_ONCE = 1_000;

    private static final long LIMIT = Duration.ofSeconds(5).toNanos();

    private final Intake intake;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService publishing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "intake");
        thread.setDaemon(true);
        return thread;
    });

    BoundedIntake(Intake intake) {
        this.intake = intake;
    }

    /**
     * Publishes when its turn comes. What has waited too long by then is not published any more, for its sender has been
     * told so.
     *
     * @return as of {@link Intake#publish}; fails with {@link TimeoutException} where there is no room or no time
     */
    public CompletableFuture<Published> publish(Function<Intake, CompletableFuture<Published>> what) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(new TimeoutException("Too many wait to be published."));
        }
        long arrived = System.nanoTime();
        CompletableFuture<Published> published = CompletableFuture.supplyAsync(() -> inTime(arrived, what), publishing)
                .thenCompose(Function.identity());
        published.whenComplete((at, failure) -> room.release());
        // Whoever gives the copy up gives no room free.
        return published.copy();
    }

    private CompletableFuture<Published> inTime(long arrived, Function<Intake, CompletableFuture<Published>> what) {
        return System.nanoTime() - arrived > LIMIT
                ? CompletableFuture.failedFuture(new TimeoutException("Has waited too long to be published."))
                : what.apply(intake);
    }

    @PreDestroy
    void close() {
        publishing.shutdownNow();
    }
}
