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
 * @param generation of the release that took that record, 0 for those that noted none. One that derives more from the
 *     records than the release before cannot rely on that where such a release has had the partition meanwhile
 */
public record Position(Uuid topicId, long next, int generation) {
    /** Of this release: 1 since the stock of sites is counted. */
    private static final int CURRENT = 1;

    private static final int LENGTH = 3 * Long.BYTES;

    public Position(Uuid topicId, long next) {
        this(topicId, next, 0);
    }

    Position after(long offset) {
        return new Position(topicId, offset + 1, CURRENT);
    }

    /** Whether the last record was taken by a release that derives from it all that this one does. */
    boolean isCurrent() {
        return generation >= CURRENT;
    }

    /** The same, once what an earlier release has not derived is made up for, or is about to be. */
    Position madeCurrent() {
        return new Position(topicId, next, CURRENT);
    }

    /** Of the {@code …positions} stores and their changelogs, whose keys are names of topics. */
    public static Serde<Position> serde() {
        return Serdes.serdeFrom((topic, position) -> bytes(position), (topic, bytes) -> position(bytes));
    }

    private static byte[] bytes(Position position) {
        if (position == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH + (position.generation == 0 ? 0 : 1))
                .putLong(position.topicId.getMostSignificantBits())
                .putLong(position.topicId.getLeastSignificantBits())
                .putLong(position.next);
        if (position.generation > 0) {
            // Passed over, and not written again, by releases that know of none.
            buffer.put((byte) position.generation);
        }
        return buffer.array();
    }

    private static Position position(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Position(
                new Uuid(buffer.getLong(), buffer.getLong()),
                buffer.getLong(),
                buffer.hasRemaining() ? buffer.get() : 0);
    }
}
