package io.ringfence.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Counts by key; none where there is nothing. */
final class KeyedCounts {
    private final KeyValueStore<String, byte[]> store;

    KeyedCounts(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    long get(String key) {
        return get(store, key);
    }

    static long get(ReadOnlyKeyValueStore<String, byte[]> store, String key) {
        byte[] count = store.get(key);
        return count == null ? 0 : count(count);
    }

    void add(String key, int more) {
        long count = get(key) + more;
        store.put(
                key,
                count == 0
                        ? null
                        : ByteBuffer.allocate(Long.BYTES).putLong(count).array());
    }

    static long count(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }
}
