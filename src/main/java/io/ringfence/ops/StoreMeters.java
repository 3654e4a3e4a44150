package io.ringfence.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;
import org.rocksdb.Cache;

/**
 * What the stores take, of memory and disk. Asks the cache that they share, which is never closed, and the file system: to ask a
 * store while it is being closed would crash the process (KAFKA-10025).
 */
@Singleton
final class StoreMeters {
    private final MeterRegistry registry;
    private final StoreMemory memory;
    private final WorkerSettings settings;

    StoreMeters(MeterRegistry registry, StoreMemory memory, WorkerSettings settings) {
        this.registry = registry;
        this.memory = memory;
        this.settings = settings;
    }

    /** Once the state directory is there. */
    void start() {
        bytes("ringfence.store.memory.limit", "Memory that all stores may take", memory, all -> all.size()
                .bytes());
        bytes(
                "ringfence.store.cache.limit",
                "Of that, the block cache that they share",
                memory.cache(),
                cache -> memory.cacheSize().bytes());
        bytes("ringfence.store.cache.used", "What is in it", memory.cache(), Cache::getUsage);
        bytes("ringfence.store.cache.pinned", "What cannot leave it", memory.cache(), Cache::getPinnedUsage);
        bytes(
                "ringfence.store.files",
                "Files of the stores",
                new StoreFiles(settings.stateDirectory()),
                StoreFiles::bytes);
        new DiskSpaceMetrics(settings.stateDirectory().toFile()).bindTo(registry);
    }

    private <T> void bytes(String name, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(description)
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }
}
