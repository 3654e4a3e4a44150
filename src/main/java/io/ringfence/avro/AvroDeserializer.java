package io.ringfence.avro;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
 * writer says beyond ours stays in the record. That a record cannot be read is said only after the registry has been asked,
 * within the last {@link ShortMemory#LIFE}, what its id stands for.
 */
final class AvroDeserializer implements Deserializer<GenericRecord> {
    private final Map<Integer, DatumReader<GenericRecord>> readers = new ConcurrentHashMap<>();
    private final ShortMemory<String> refusals;
    private final ShortMemory<Boolean> confirmed;
    private final Map<String, Schema> expected;
    private SchemaRegistry registry;

    /**
     * @param expected the records of topics that carry no others
     * @param nanoTime a clock that is never set
     */
    AvroDeserializer(Map<String, Schema> expected, LongSupplier nanoTime) {
        this.expected = expected;
        refusals = new ShortMemory<>(nanoTime);
        confirmed = new ShortMemory<>(nanoTime);
    }

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
        try {
            GenericRecord value = read(reader, id, data);
            if (!isExpected(topic, value)) {
                confirm(id);
            }
            return value;
        } catch (SerializationException e) {
            confirm(id);
            throw e;
        }
    }

    private static GenericRecord read(DatumReader<GenericRecord> reader, int id, byte[] data) {
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

    private boolean isExpected(String topic, GenericRecord value) {
        Schema only = topic == null ? null : expected.get(topic);
        return only == null || only.getFullName().equals(value.getSchema().getFullName());
    }

    /** Fails where the id means something else by now: then it is no fault of the record's. */
    private void confirm(int id) {
        if (confirmed.of(id).isEmpty()) {
            registry.confirm(id);
            confirmed.remember(id, true);
        }
    }

    private DatumReader<GenericRecord> reader(int id) {
        DatumReader<GenericRecord> known = readers.get(id);
        return known != null ? known : readers.computeIfAbsent(id, this::newReader);
    }

    private DatumReader<GenericRecord> newReader(int id) {
        refusals.of(id).ifPresent(refusal -> {
            throw new SerializationException(refusal);
        });
        try {
            Schema writerSchema = registry.schema(id);
            return new GenericDatumReader<>(writerSchema, readerSchema(writerSchema));
        } catch (SerializationException e) {
            refusals.remember(id, e.getMessage());
            throw e;
        }
    }

    private static Schema readerSchema(Schema writerSchema) {
        if (writerSchema.getType() != Schema.Type.RECORD) {
            throw new SerializationException("The schema is a " + writerSchema.getType() + ", not a record.");
        }
        return WiderSchema.of(writerSchema, Schemas.orElse(writerSchema));
    }
}
