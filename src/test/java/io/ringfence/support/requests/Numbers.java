package io.ringfence.support.requests;

import io.ringfence.topology.Partitions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Phone numbers that no other test uses. */
public final class Numbers {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Numbers() {}

    public static String next() {
        return "+4420%08d".formatted(NEXT.getAndIncrement());
    }

    public static String inPartition(int partition) {
        return Stream.generate(Numbers::next)
                .filter(number -> new Partitions(6).owner(number) == partition)
                .findFirst()
                .orElseThrow();
    }
}
