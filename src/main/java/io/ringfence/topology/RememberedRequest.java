package io.ringfence.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What is remembered of a request within the dedupe window.
 *
 * @param firstSeen time of its record, or of the latest that was refused its id, in milliseconds
 * @param fingerprint of its content, {@link Fingerprint#LENGTH} bytes
 * @param outcome as it was sent, so that no outcome is encoded twice; empty while the request is being decided
 */
public record RememberedRequest(long firstSeen, byte[] fingerprint, byte[] outcome) {
    private static final int HEADER_LENGTH = Long.BYTES + Fingerprint.LENGTH;
    private static final byte[] NONE_YET = {};

    private static final Serializer<RememberedRequest> SERIALIZER =
            (topic, logged) -> ByteBuffer.allocate(HEADER_LENGTH + logged.outcome.length)
                    .putLong(logged.firstSeen)
                    .put(logged.fingerprint)
                    .put(logged.outcome)
                    .array();

    private static final Deserializer<RememberedRequest> DESERIALIZER = (topic, bytes) -> {
        byte[] fingerprint = new byte[Fingerprint.LENGTH];
        byte[] outcome = new byte[bytes.length - HEADER_LENGTH];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long firstSeen = buffer.getLong();
        buffer.get(fingerprint).get(outcome);
        return new RememberedRequest(firstSeen, fingerprint, outcome);
    };

    static RememberedRequest inProgress(long firstSeen, byte[] fingerprint) {
        return new RememberedRequest(firstSeen, fingerprint, NONE_YET);
    }

    RememberedRequest firstSeenAt(long time) {
        return new RememberedRequest(time, fingerprint, outcome);
    }

    /** Whether there is an outcome. */
    public boolean isDecided() {
        return outcome.length > 0;
    }

    static Serde<RememberedRequest> serde() {
        return Serdes.serdeFrom(SERIALIZER, DESERIALIZER);
    }
}
