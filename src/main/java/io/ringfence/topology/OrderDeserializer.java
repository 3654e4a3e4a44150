package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Lets through, as they came, the values that are orders. */
final class OrderDeserializer implements Deserializer<byte[]> {
    private final Deserializer<GenericRecord> avro;

    OrderDeserializer(Deserializer<GenericRecord> avro) {
        this.avro = avro;
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        if (data == null) {
            throw new SerializationException("No value.");
        }
        if (data.length > RequestDeserializer.MAX_BYTES) {
            throw new SerializationException("A value of %d bytes is no order.".formatted(data.length));
        }
        FromAvro.order(avro.deserialize(topic, data));
        return data;
    }
}
