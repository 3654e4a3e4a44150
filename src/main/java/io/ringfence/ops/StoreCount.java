package io.ringfence.ops;

import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.StateStores;
import org.apache.kafka.streams.Topology;

/**
 * How many RocksDB instances a worker has open when every partition is here, as it is when the other instances are away. A
 * partition and a copy of it are never on the same instance: standbys bring this number about sooner and do not add to it.
 */
record StoreCount(int partitions, int perPartition) {
    /** The history, which has no partitions. The directory has none either, and is in memory. */
    private static final int WITHOUT_PARTITIONS = 1;

    static StoreCount of(Topology topology, DedupeStore.Window window, int partitions) {
        return new StoreCount(
                partitions,
                TopologyStores.names(topology).stream()
                        .mapToInt(store -> instances(store, window))
                        .sum());
    }

    private static int instances(String store, DedupeStore.Window window) {
        return store.equals(StateStores.REQUESTS) ? window.segments() : 1;
    }

    int total() {
        return partitions * perPartition + WITHOUT_PARTITIONS;
    }
}
