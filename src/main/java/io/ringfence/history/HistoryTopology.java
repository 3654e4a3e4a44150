package io.ringfence.history;

import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * A global store over the state changes. Its source is its changelog: nothing is written to a topic for it, and a lost
 * directory is read again from the first change on.
 */
public final class HistoryTopology {
    /** Another layout of the keys is another store: it is read anew. */
    static final String STORE = "changes";

    private HistoryTopology() {}

    /** To be read by {@link io.ringfence.global.GlobalStreams}. */
    public static Topology of(RecordCodec codec) {
        return new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                                .withLoggingDisabled(),
                        "state-changes-source",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.STATE_CHANGES.name(),
                        "filing",
                        () -> new ChangeFiling(codec));
    }
}
