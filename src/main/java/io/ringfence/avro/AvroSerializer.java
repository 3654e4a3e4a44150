package io.ringfence.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes with the record's own schema, never with the subject's latest: the encoding is positional. */
final class AvroSerializer implements Serializer<GenericRecord> {
    private record TopicSchema(String topic, Schema schema) {}

    private record Encoding(byte[] header, DatumWriter<GenericRecord> writer) {}

    private static final int TYPICAL_SIZE = 512;

    private final Map<TopicSchema, Encoding> encodings = new ConcurrentHashMap<>();
    private SchemaRegistry registry;
    private String subjectSuffix;

    void start(SchemaRegistry newRegistry, boolean isKey) {
        registry = newRegistry;
        subjectSuffix = isKey ? "-key" : "-value";
    }

    @Override
    public byte[] serialize(String topic, GenericRecord data) {
        if (data == null) {
            return null;
        }
        Encoding encoding = encoding(topic, data);
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE);
        out.writeBytes(encoding.header());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            encoding.writer().write(data, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new SerializationException(
                    "Cannot write a record as " + data.getSchema().getFullName() + ": " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private Encoding encoding(String topic, GenericRecord data) {
        TopicSchema key = new TopicSchema(topic, data.getSchema());
        Encoding known = encodings.get(key);
        if (known != null) {
            return known;
        }
        int id = registry.id(topic + subjectSuffix, data.getSchema());
        Encoding encoding = new Encoding(WireFormat.header(id), writer(data));
        encodings.put(key, encoding);
        return encoding;
    }

    private static DatumWriter<GenericRecord> writer(GenericRecord data) {
        return data instanceof SpecificRecord
                ? new SpecificDatumWriter<>(data.getSchema(), SpecificData.getForClass(data.getClass()))
                : new GenericDatumWriter<>(data.getSchema(), GenericData.get());
    }
}
