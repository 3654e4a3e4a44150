package io.ringfence.query;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreType;

/**
 * Stores in any state, if they are near enough to what was written: standbys, and those of this instance that are being
 * handed over or restored. One that lacks anything answers only if it was complete before. Measured anew each time one is
 * asked, for a store may have been emptied since.
 */
final class StandbyStores implements StoreAccess {
    private final KafkaStreams streams;
    private final Leases leases;
    private final Lags lags;
    private final CompleteCopies copies;
    private final MaxStandbyLag maxLag;
    private final AtomicLong lag = new AtomicLong();

    StandbyStores(KafkaStreams streams, Leases leases, Lags lags, CompleteCopies copies, MaxStandbyLag maxLag) {
        this.streams = streams;
        this.leases = leases;
        this.lags = lags;
        this.copies = copies;
        this.maxLag = maxLag;
    }

    @Override
    public <S, R> R ask(String name, int partition, QueryableStoreType<S> type, Function<S, R> question) {
        Runnable requireStillSo = requireMeasurable(name, partition);
        S store = store(name, partition, type);
        long records = lags.of(name, partition);
        if (records > maxLag.records() || records > 0 && !copies.has(name, partition)) {
            throw new NotQueryableException(
                    "The copy of partition %d of store %s is %d records behind.".formatted(partition, name, records));
        }
        R answer = question.apply(store);
        requireStillSo.run();
        lag.accumulateAndGet(records, Math::max);
        return answer;
    }

    private <S> S store(String name, int partition, QueryableStoreType<S> type) {
        try {
            return streams.store(StoreQueryParameters.fromNameAndType(name, type)
                    .withPartition(partition)
                    .enableStaleStores());
        } catch (IllegalStateException e) {
            throw new NotQueryableException("Stream processing ends.", e);
        }
    }

    /**
     * A store in which this instance decides, or did until a moment ago, counts as lacking nothing, whatever others have
     * written since, and may hold what is never committed.
     */
    private Runnable requireMeasurable(String name, int partition) {
        return copies.keeps(name, partition) ? () -> requireKept(name, partition) : leases.ofAll()::requireHeld;
    }

    private void requireKept(String name, int partition) {
        if (!copies.keeps(name, partition)) {
            throw new NotQueryableException("Partition %d of store %s is a copy no more.".formatted(partition, name));
        }
    }

    long lag() {
        return lag.get();
    }
}
