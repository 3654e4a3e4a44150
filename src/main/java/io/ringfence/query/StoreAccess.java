package io.ringfence.query;

import org.apache.kafka.streams.state.QueryableStoreType;

/** Opens one partition of a store for reading. */
interface StoreAccess {
    /**
     * @throws NotQueryableException or {@link org.apache.kafka.streams.errors.InvalidStateStoreException} when it cannot
     *     be read now
     */
    <S> S open(String name, int partition, QueryableStoreType<S> type);
}
