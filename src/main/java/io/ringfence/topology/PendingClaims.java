package io.ringfence.topology;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The numbers whose claim has no answer yet. Written only when a claim begins and ends, which is rare, so that a task that
 * starts need not look at all numbers to find them.
 */
final class PendingClaims {
    private static final byte[] PRESENT = {1};

    /** No number: there once all numbers were looked at that a release without this store left behind. */
    private static final String COMPLETE = "";

    private final KeyValueStore<String, byte[]> store;

    PendingClaims(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    void add(String number) {
        store.put(number, PRESENT);
    }

    void remove(String number) {
        store.delete(number);
    }

    /** Those from the given number on, in their order. To be closed. */
    KeyValueIterator<String, byte[]> from(String number) {
        return store.range(number, null);
    }

    /** Whether all are here. */
    boolean isComplete() {
        return store.get(COMPLETE) != null;
    }

    void complete() {
        store.put(COMPLETE, PRESENT);
    }
}
