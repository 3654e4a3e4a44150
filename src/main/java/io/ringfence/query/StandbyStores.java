package io.ringfence.query;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreType;

/**
 * Stores in any state, if they are near enough to what was written: standbys, and those of this instance that are being
 * handed over or restored. One that lacks anything answers only if it was complete before. Measured anew each time one is
 * opened, for a store may have been emptied since.
 */
final class StandbyStores implements StoreAccess {
    private final KafkaStreams streams;
    private final Lags lags;
    private final CompleteCopies complete;
    private final MaxStandbyLag maxLag;
    private final AtomicLong lag = new AtomicLong();

    StandbyStores(KafkaStreams streams, Lags lags, CompleteCopies complete, MaxStandbyLag maxLag) {
        this.streams = streams;
        this.lags = lags;
        this.complete = complete;
        this.maxLag = maxLag;
    }

    @Override
    public <S> S open(String name, int partition, QueryableStoreType<S> type) {
        S store = streams.store(StoreQueryParameters.fromNameAndType(name, type)
                .withPartition(partition)
                .enableStaleStores());
        long records = lags.of(name, partition);
        if (records > maxLag.records() || records > 0 && !complete.has(name, partition)) {
            throw new NotQueryableException(
                    "The copy of partition %d of store %s is %d records behind.".formatted(partition, name, records));
        }
        lag.accumulateAndGet(records, Math::max);
        return store;
    }

    long lag() {
        return lag.get();
    }
}
