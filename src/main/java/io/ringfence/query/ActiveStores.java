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
        Lease lease = leases.of(name, partition);
        R answer = question.apply(
                streams.store(StoreQueryParameters.fromNameAndType(name, type).withPartition(partition)));
        lease.requireHeld();
        return answer;
    }
}
