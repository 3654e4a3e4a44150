package io.ringfence.query;

/**
 * The stream threads that have failed and are not replaced yet. What such a one wrote since its last commit is still in
 * its stores, and will be taken back.
 */
@FunctionalInterface
public interface FailedThreads {
    /** Whether the thread of that name, which still lives, is one of them. */
    boolean contain(String threadName);
}
