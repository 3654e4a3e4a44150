package io.ringfence.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How far a partition of a topic has gone into the state of its task.
 *
 * @param topicId tells the topic from another of its name: one that was deleted and created anew
 * @param next the offset after the last record that the state has; 0 for a changelog, whose identity alone counts
 */
public record Position(Uuid topicId, long next) {
    private static final int LENGTH = 3 * Long.BYTES;

    Position after(long offset) {
        return new Position(topicId, offset + 1);
    }

    /** Of the {@code …positions} stores and their changelogs, whose keys are names of topics. */
    public static Serde<Position> serde() {
        return Serdes.serdeFrom((topic, position) -> bytes(position), (topic, bytes) -> position(bytes));
    }

    private static byte[] bytes(Position position) {
        return position == null
                ? null
                : ByteBuffer.allocate(LENGTH)
                        .putLong(position.topicId.getMostSignificantBits())
                        .putLong(position.topicId.getLeastSignificantBits())
                        .putLong(position.next)
                        .array();
    }

    private static Position position(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Position(new Uuid(buffer.getLong(), buffer.getLong()), buffer.getLong());
    }
}
