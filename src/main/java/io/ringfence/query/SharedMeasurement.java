package io.ringfence.query;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Something that is asked of the brokers, who may be as badly off as this instance: one measurement at a time serves
 * everybody who waits, and nobody waits long.
 */
final class SharedMeasurement<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<CompletableFuture<T>> measure;
    private final String failure;
    private CompletableFuture<T> latest;

    /**
     * @param measure begins a measurement; returns at once
     * @param failure a sentence that says what is not known then
     */
    SharedMeasurement(Supplier<CompletableFuture<T>> measure, String failure) {
        this.measure = measure;
        this.failure = failure;
    }

    /** Sees to it that a measurement is under way. */
    synchronized CompletableFuture<T> underWay() {
        if (latest == null || latest.isDone()) {
            latest = measure.get();
        }
        return latest;
    }

    /**
     * The result of the measurement that is under way, or of a new one.
     *
     * @throws NotQueryableException when there is none in time
     */
    T await() {
        try {
            return underWay().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotQueryableException(failure, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
