package io.ringfence.support.streams;

import org.apache.kafka.streams.state.KeyValueStore;

/** The stores of a topology that is driven, wherever they are. */
public interface Stores extends AutoCloseable {
    <V> KeyValueStore<String, V> store(String name);

    @Override
    void close();
}
