package io.ringfence.query;

import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;

/**
 * How far the stores here are behind what was written. Asks the brokers, who may be as badly off as the instance that
 * could have answered: one measurement at a time serves everybody who waits, and nobody waits long.
 */
@Singleton
final class Lags {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final ExecutorService executor;
    private CompletableFuture<Map<String, Map<Integer, LagInfo>>> measurement =
            CompletableFuture.completedFuture(Map.of());

    Lags(KafkaStreams streams, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.streams = streams;
        this.executor = executor;
    }

    /**
     * Records that are missing in a store.
     *
     * @throws NotQueryableException when that is not known
     */
    long of(String store, int partition) {
        LagInfo lag = measured().getOrDefault(store, Map.of()).get(partition);
        if (lag == null) {
            throw new NotQueryableException("No copy of partition %d of store %s is here.".formatted(partition, store));
        }
        return lag.offsetLag();
    }

    private Map<String, Map<Integer, LagInfo>> measured() {
        try {
            return underWay().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotQueryableException("How far copies are behind cannot be measured.", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private synchronized CompletableFuture<Map<String, Map<Integer, LagInfo>>> underWay() {
        if (measurement.isDone()) {
            measurement = CompletableFuture.supplyAsync(streams::allLocalStorePartitionLags, executor);
        }
        return measurement;
    }
}
