package io.ringfence.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes with the record's own schema, never with the subject's latest: the encoding is positional. */
final class AvroSerializer implements Serializer<GenericRecord> {
    private record TopicSchema(String topic, Schema schema) {}

    private record Encoding(byte[] header, DatumWriter<GenericRecord> writer) {}

    private static final int TYPICAL_SIZE = 512;
    /** Takes the values of generated records and those of generic ones: a topic can see both, in either order. */
    private static final SpecificData VALUES = new SpecificData();

    static {
        VALUES.addLogicalTypeConversion(new Conversions.UUIDConversion());
        VALUES.addLogicalTypeConversion(new TimeConversions.DateConversion());
        VALUES.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

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
        return known != null ? known : encodings.computeIfAbsent(key, this::newEncoding);
    }

    private Encoding newEncoding(TopicSchema key) {
        int id = registry.id(key.topic() + subjectSuffix, key.schema());
        return new Encoding(WireFormat.header(id), new SpecificDatumWriter<>(key.schema(), VALUES));
    }
}
