package io.ringfence.avro;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;

/** The Confluent wire format: a zero byte, the schema's id in four bytes big-endian, the Avro binary encoding. */
public final class WireFormat {
    static final int HEADER_LENGTH = 1 + Integer.BYTES;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(schemaId).array();
    }

    static int schemaId(byte[] data) {
        return idOf(data)
                .orElseThrow(() ->
                        new SerializationException("Not in the Confluent wire format: no magic byte and schema id."));
    }

    /** The schema id of a record's value; none where it is null or in another format. */
    public static OptionalInt idOf(byte[] data) {
        return data == null || data.length < HEADER_LENGTH || data[0] != MAGIC
                ? OptionalInt.empty()
                : OptionalInt.of(ByteBuffer.wrap(data, 1, Integer.BYTES).getInt());
    }
}
