package io.ringfence.query;

import java.util.function.Function;
import org.apache.kafka.streams.state.QueryableStoreType;

/** Reads one partition of a store. */
interface StoreAccess {
    /**
     * What the question finds in the store.
     *
     * @throws NotQueryableException or {@link org.apache.kafka.streams.errors.InvalidStateStoreException} when it cannot
     *     be read now
     */
    <S, R> R ask(String name, int partition, QueryableStoreType<S> type, Function<S, R> question);
}
