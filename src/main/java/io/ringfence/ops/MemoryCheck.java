package io.ringfence.ops;

import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the stores may take, and when that is too little. Not refused: with fewer partitions here it is enough. */
@Singleton
final class MemoryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryCheck.class);

    private final StoreMemory memory;

    MemoryCheck(StoreMemory memory) {
        this.memory = memory;
    }

    void check() {
        if (memory.suffices()) {
            LOG.info(line());
        } else {
            LOG.warn(line());
        }
    }

    String line() {
        StoreCount count = memory.count();
        String found =
                "With all %d partitions here, active or as copies, %d stores may take %s (ringfence.memory.stores)"
                        .formatted(count.partitions(), count.total(), memory.size());
        return memory.suffices()
                ? "%s, each a write buffer of %s.".formatted(found, memory.writeBuffer())
                : "%s, which is too little: set RINGFENCE_MEMORY_STORES to %s at least, in a process that has as much beside its heap."
                        .formatted(found, memory.least());
    }
}
