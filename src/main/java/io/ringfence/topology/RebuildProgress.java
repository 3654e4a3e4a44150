package io.ringfence.topology;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How far a rebuild is. Its two halves are in one process: that all is taken can be seen from outside of it alone. */
public final class RebuildProgress {
    private final Set<Integer> told = ConcurrentHashMap.newKeySet();
    private volatile boolean isTaken;

    /** All outcomes have gone into the state: from now on sites are told how numbers stand. */
    public void taken() {
        isTaken = true;
    }

    boolean isTaken() {
        return isTaken;
    }

    void told(int partition) {
        told.add(partition);
    }

    /** Whether the numbers of so many partitions were told of. */
    public boolean isTold(int partitions) {
        return told.size() == partitions;
    }
}
