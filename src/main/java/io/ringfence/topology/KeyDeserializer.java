package io.ringfence.topology;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the key of a request or an order. Strict, unlike Kafka's own: a key that is null or no UTF-8 names nothing, and
 * replacement characters would change the partition that owns it.
 */
final class KeyDeserializer implements Deserializer<String> {
    @Override
    public String deserialize(String topic, byte[] data) {
        if (data == null) {
            throw new SerializationException("No key.");
        }
        if (data.length > RecordBounds.KEY) {
            throw new SerializationException("A key of %d bytes names nothing.".formatted(data.length));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SerializationException("The key is not UTF-8.", e);
        }
    }
}
