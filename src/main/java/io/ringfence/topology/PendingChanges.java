package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.trace.Trace;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The numbers with a change in progress, and the traces of the requests that wait. Written only when one begins and ends, which
 * is rare, so that a task that starts need not look at all numbers to find them.
 */
final class PendingChanges {
    private static final byte[] PRESENT = {1};

    /** No number: there once all numbers were looked at that a release without this store left behind. */
    private static final String COMPLETE = "";

    private final KeyValueStore<String, byte[]> store;
    private final Proceedings.OfNumbers proceedings;

    PendingChanges(KeyValueStore<String, byte[]> store, Proceedings.OfNumbers proceedings) {
        this.store = store;
        this.proceedings = proceedings;
    }

    void add(PhoneNumber number, Trace trace) {
        byte[] kept = trace.toBytes();
        store.put(number.phoneNumber(), kept.length == 0 ? PRESENT : kept);
        tell(number);
    }

    /** Adds one that an earlier release has left behind. */
    void addFound(PhoneNumber number) {
        store.putIfAbsent(number.phoneNumber(), PRESENT);
        tell(number);
    }

    /** Tells of one that is here since before the task started. */
    void tell(PhoneNumber number) {
        proceedings.waits(number.phoneNumber(), number.changeInProgress());
    }

    void remove(String number) {
        store.delete(number);
        proceedings.settled(number);
    }

    /** That of the request that waits for the number. */
    Trace trace(String number) {
        byte[] kept = store.get(number);
        return kept == null ? Trace.NONE : Trace.fromBytes(kept);
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
