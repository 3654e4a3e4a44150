package io.ringfence.directory;

import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** A global store over the directory's topic, in memory: it is read from the first record on at every start. */
public final class DirectoryTopology {
    static final String STORE = "directory";

    private DirectoryTopology() {}

    /** To be read by {@link io.ringfence.global.GlobalStreams}. */
    public static Topology of(RecordCodec codec) {
        return new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                                .withLoggingDisabled(),
                        "site-directory-source",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.SITE_DIRECTORY.name(),
                        "entering",
                        () -> new SiteEntering(codec));
    }
}
