package io.ringfence.topology;

import org.apache.kafka.streams.state.KeyValueStore;

/** The stores of a topology that is driven, wherever they are. */
interface Stores extends AutoCloseable {
    <V> KeyValueStore<String, V> store(String name);

    @Override
    void close();
}
