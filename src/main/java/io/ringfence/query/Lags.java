package io.ringfence.query;

import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;

/** How far the stores here are behind what was written, as the brokers say. */
@Singleton
final class Lags {
    private final SharedMeasurement<Map<String, Map<Integer, LagInfo>>> measurement;

    Lags(KafkaStreams streams, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.measurement = new SharedMeasurement<>(
                () -> CompletableFuture.supplyAsync(streams::allLocalStorePartitionLags, executor),
                "How far copies are behind cannot be measured.");
    }

    /**
     * Records that are missing in a store; none, whatever it lacks, in one that a thread of this instance decides by.
     *
     * @throws NotQueryableException when that is not known
     */
    long of(String store, int partition) {
        LagInfo lag = measurement.await().getOrDefault(store, Map.of()).get(partition);
        if (lag == null) {
            throw new NotQueryableException("No copy of partition %d of store %s is here.".formatted(partition, store));
        }
        return lag.offsetLag();
    }
}
