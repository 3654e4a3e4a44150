package io.ringfence.topology;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * How keys are spread, as Kafka's Java producer spreads them.
 *
 * @param count partitions of every topic
 */
public record Partitions(int count) {
    /** The partition that owns a key. */
    public int owner(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
    }

    /** All of them. */
    public IntStream all() {
        return IntStream.range(0, count);
    }
}
