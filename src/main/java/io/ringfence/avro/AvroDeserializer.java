package io.ringfence.avro;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads with the schema that the record was written with, resolved to ours where we have one of that name. What a newer
 * writer says beyond ours stays in the record.
 */
final class AvroDeserializer implements Deserializer<GenericRecord> {
    private final Map<Integer, DatumReader<GenericRecord>> readers = new ConcurrentHashMap<>();
    private SchemaRegistry registry;

    void start(SchemaRegistry newRegistry) {
        registry = newRegistry;
    }

    @Override
    public GenericRecord deserialize(String topic, byte[] data) {
        if (data == null) {
            return null;
        }
        int id = WireFormat.schemaId(data);
        DatumReader<GenericRecord> reader = reader(id);
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(data, WireFormat.HEADER_LENGTH, data.length - WireFormat.HEADER_LENGTH, null);
        try {
            GenericRecord value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("More bytes than the schema with id " + id + " describes.");
            }
            return value;
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // The error: a few bytes a level nest a recursive type as deep as the sender likes.
            throw new SerializationException("Not what the schema with id " + id + " describes: " + e, e);
        }
    }

    private DatumReader<GenericRecord> reader(int id) {
        DatumReader<GenericRecord> known = readers.get(id);
        return known != null ? known : readers.computeIfAbsent(id, this::newReader);
    }

    private DatumReader<GenericRecord> newReader(int id) {
        Schema writerSchema = registry.schema(id);
        return new GenericDatumReader<>(writerSchema, readerSchema(writerSchema));
    }

    private static Schema readerSchema(Schema writerSchema) {
        if (writerSchema.getType() != Schema.Type.RECORD) {
            throw new SerializationException("The schema is a " + writerSchema.getType() + ", not a record.");
        }
        return WiderSchema.of(writerSchema, KnownSchemas.orElse(writerSchema));
    }
}
