package io.ringfence.query;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreType;

/** Stores in which this instance decides. */
record ActiveStores(KafkaStreams streams) implements StoreAccess {
    @Override
    public <S> S open(String name, int partition, QueryableStoreType<S> type) {
        if (!streams.state().isRunningOrRebalancing()) {
            throw new NotQueryableException("Stream processing is " + streams.state() + ".");
        }
        return streams.store(StoreQueryParameters.fromNameAndType(name, type).withPartition(partition));
    }
}
