package io.ringfence.query;

import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreType;

/** Stores in which this instance decides, for as long as nobody else can. */
record ActiveStores(KafkaStreams streams, Leases leases) implements StoreAccess {
    @Override
    public <S, R> R ask(String name, int partition, QueryableStoreType<S> type, Function<S, R> question) {
        if (!streams.state().isRunningOrRebalancing()) {
            throw new NotQueryableException("Stream processing is " + streams.state() + ".");
        }
        Lease lease;
        S store;
        try {
            lease = leases.of(name, partition);
            store = streams.store(
                    StoreQueryParameters.fromNameAndType(name, type).withPartition(partition));
        } catch (IllegalStateException e) { // Since it was asked for its state.
            throw new NotQueryableException("Stream processing ends.", e);
        }
        R answer = question.apply(store);
        lease.requireHeld();
        return answer;
    }
}
