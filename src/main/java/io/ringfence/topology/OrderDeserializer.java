package io.ringfence.topology;

import io.ringfence.avro.FromAvro;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Lets through, as they came, the values that are orders. */
final class OrderDeserializer implements Deserializer<byte[]> {
    private final Deserializer<GenericRecord> avro;

    OrderDeserializer(Deserializer<GenericRecord> avro) {
        this.avro = avro;
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        throw new UnsupportedOperationException("An order cannot be read without its headers.");
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, byte[] data) {
        RecordBounds.check(headers, data);
        FromAvro.order(avro.deserialize(topic, data));
        return data;
    }
}
