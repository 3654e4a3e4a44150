package io.ringfence.ops;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory that this process may use.
 *
 * @param total of its container, or of the machine
 * @param heap the most that its heap takes of that
 */
record ProcessMemory(MemorySize total, MemorySize heap) {
    private static final MemorySize LEAST = MemorySize.megabytes(64);

    /** Enough for 48 partitions. More is a decision about whatever else runs on a machine of that size. */
    private static final MemorySize MOST = MemorySize.megabytes(1024);

    static ProcessMemory ofThisProcess() {
        return new ProcessMemory(
                new MemorySize(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize()),
                new MemorySize(Runtime.getRuntime().maxMemory()));
    }

    /** Half of what the heap leaves: code, threads and the buffers of clients need the other half. */
    MemorySize forStores() {
        long half = (total.bytes() - heap.bytes()) / 2;
        return new MemorySize(Math.max(LEAST.bytes(), Math.min(half, MOST.bytes())));
    }
}
