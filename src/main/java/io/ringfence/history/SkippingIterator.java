package io.ringfence.history;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Goes over a range and leaves parts of it out: steps over a few entries, and seeks where there are more. */
final class SkippingIterator implements AutoCloseable {
    /** A seek costs about as much. */
    private static final int STEPS = 8;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final Bytes end;
    private KeyValueIterator<Bytes, byte[]> entries;

    /**
     * @param end comes after the last key of the range
     */
    SkippingIterator(ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes start, Bytes end) {
        this.store = store;
        this.end = end;
        this.entries = store.range(start, end);
    }

    /** Leaves out what comes before the key. */
    void skipTo(Bytes key) {
        for (int step = 0; isBefore(key); step++) {
            if (step == STEPS) {
                entries.close();
                entries = store.range(key, end);
                return;
            }
            entries.next();
        }
    }

    private boolean isBefore(Bytes key) {
        return entries.hasNext() && entries.peekNextKey().compareTo(key) < 0;
    }

    boolean hasNext() {
        return entries.hasNext();
    }

    Bytes peekNextKey() {
        return entries.peekNextKey();
    }

    byte[] next() {
        return entries.next().value;
    }

    @Override
    public void close() {
        entries.close();
    }
}
