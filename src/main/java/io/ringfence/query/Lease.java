package io.ringfence.query;

import java.util.Set;

/** For how long nobody else can have decided in place of some threads of this instance. */
final class Lease {
    private final Set<String> threads;
    private final FailedThreads failed;
    private final long end;

    /**
     * @param threads by name
     * @param end by {@link System#nanoTime}
     */
    Lease(Set<String> threads, FailedThreads failed, long end) {
        this.threads = threads;
        this.failed = failed;
        this.end = end;
    }

    /** Throws {@link NotQueryableException} otherwise. To be asked after reading too, for it may have taken long. */
    void requireHeld() {
        if (threads.stream().anyMatch(failed::contain)) {
            throw new NotQueryableException("A stream thread of this instance has failed.");
        }
        if (System.nanoTime() - end > 0) {
            throw new NotQueryableException("Nothing was heard from the group for too long.");
        }
    }
}
