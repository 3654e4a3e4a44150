package io.ringfence.topology;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads the key of a record. Strict, unlike Kafka's own: a key that is null or no UTF-8 names nothing, and replacement
 * characters would change the partition that owns it.
 */
final class RecordKey {
    /** Stands for what is no UTF-8, or for itself. */
    private static final char REPLACEMENT = '\uFFFD';

    private RecordKey() {}

    static String read(byte[] key) {
        if (key == null) {
            throw new SerializationException("No key.");
        }
        if (key.length > RecordBounds.KEY) {
            throw new SerializationException("A key of %d bytes names nothing.".formatted(key.length));
        }
        String text = new String(key, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(key);
    }

    private static String strictly(byte[] key) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SerializationException("The key is not UTF-8.", e);
        }
    }
}
