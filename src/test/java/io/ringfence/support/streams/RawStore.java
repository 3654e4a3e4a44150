package io.ringfence.support.streams;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/** The bytes of a store. */
public final class RawStore {
    private RawStore() {}

    /** What it holds, whatever is yet to be written through. */
    public static KeyValueStore<Bytes, byte[]> of(StateStore store) {
        return bytes(((WrappedStateStore<?, ?, ?>) store).wrapped());
    }

    /** Where restored entries go. */
    public static KeyValueStore<Bytes, byte[]> innermost(StateStore store) {
        StateStore innermost = store;
        while (innermost instanceof WrappedStateStore<?, ?, ?> wrapper) {
            innermost = wrapper.wrapped();
        }
        return bytes(innermost);
    }

    @SuppressWarnings("unchecked") // Within, every store is one of bytes.
    private static KeyValueStore<Bytes, byte[]> bytes(StateStore store) {
        return (KeyValueStore<Bytes, byte[]>) store;
    }
}
