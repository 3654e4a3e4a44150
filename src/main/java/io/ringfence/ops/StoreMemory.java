package io.ringfence.ops;

import io.ringfence.StartupException;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/**
 * The memory of all stores of a worker. Beside what each takes just by being open, half of it is a block cache that they
 * share, the other half write buffers, of which each store has its own. Were the write buffers shared as well, a store that
 * holds what was written long ago would keep the others from writing: past a shared budget each of their writes is flushed
 * by itself.
 */
final class StoreMemory {
    /** Under this name {@link BoundedMemory} finds it in the settings of Kafka Streams. */
    static final String CONFIG = "ringfence.store.memory";

    /** The default of Kafka Streams. */
    private static final MemorySize LARGEST = MemorySize.megabytes(16);

    /** Beside the data each store has its offsets, in blocks of 128 KB that count as much. */
    private static final MemorySize SMALLEST = new MemorySize(256 << 10);

    /** Measured of an open store with nothing in it: RocksDB's own objects and what it writes its logs through. */
    private static final MemorySize OVERHEAD = new MemorySize(384 << 10);

    private final MemorySize size;
    private final StoreCount count;

    /** Never closed: a store that is late to stop may still use it. */
    private final Cache cache;

    StoreMemory(MemorySize size, StoreCount count) {
        loadLibrary();
        this.size = size;
        this.count = count;
        this.cache = new LRUCache(cacheSize().bytes());
    }

    /** Out of its jar to a temporary file. Loaded once, however often this is called. */
    private static void loadLibrary() {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException e) {
            throw new StartupException(
                    "The library of the stores cannot be put into java.io.tmpdir %s, or loaded from there: %s"
                            .formatted(System.getProperty("java.io.tmpdir"), e.getCause()),
                    e);
        }
    }

    MemorySize size() {
        return size;
    }

    StoreCount count() {
        return count;
    }

    Cache cache() {
        return cache;
    }

    MemorySize cacheSize() {
        return new MemorySize(count.total() * part());
    }

    /** Of each store. */
    MemorySize writeBuffer() {
        return new MemorySize(Math.min(part(), LARGEST.bytes()));
    }

    /** Of the cache, and as much of the write buffers. */
    private long part() {
        return Math.max((size.bytes() / count.total() - OVERHEAD.bytes()) / 2, SMALLEST.bytes());
    }

    /** The least that has room for every store. */
    MemorySize least() {
        return new MemorySize(count.total() * (OVERHEAD.bytes() + 2 * SMALLEST.bytes()));
    }

    boolean suffices() {
        return size.bytes() >= least().bytes();
    }
}
