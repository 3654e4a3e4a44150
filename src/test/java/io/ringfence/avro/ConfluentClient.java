package io.ringfence.avro;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Another system, which uses Confluent's serializer and deserializer. Runs in a JVM of its own ({@link
 * ConfluentInteropIT}): Confluent's classes are not on our class path, and none of ours is on its.
 */
final class ConfluentClient {
    private static final String PACKAGE = "io.confluent.kafka.serializers.";

    private ConfluentClient() {}

    /**
     * {@code write URL TOPIC SCHEMA JSON BYTES} writes the record in the file JSON, of the schema in the file SCHEMA, to
     * the file BYTES. {@code read URL TOPIC BYTES JSON} writes the record in the file BYTES to the file JSON.
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Map<String, ?> configs = Map.of("schema.registry.url", args[1]);
        String topic = args[2];
        if (args[0].equals("write")) {
            write(configs, topic, Path.of(args[3]), Path.of(args[4]), Path.of(args[5]));
        } else {
            read(configs, topic, Path.of(args[3]), Path.of(args[4]));
        }
    }

    private static void write(Map<String, ?> configs, String topic, Path schemaFile, Path from, Path to)
            throws IOException, ReflectiveOperationException {
        Schema schema = new Schema.Parser().parse(Files.readString(schemaFile));
        Object value = new GenericDatumReader<>(schema)
                .read(null, DecoderFactory.get().jsonDecoder(schema, Files.readString(from)));
        try (Serializer<Object> serializer = serializer(configs)) {
            Files.write(to, serializer.serialize(topic, value));
        }
    }

    private static void read(Map<String, ?> configs, String topic, Path from, Path to)
            throws IOException, ReflectiveOperationException {
        try (Deserializer<Object> deserializer = deserializer(configs);
                OutputStream out = Files.newOutputStream(to)) {
            GenericRecord value = (GenericRecord) deserializer.deserialize(topic, Files.readAllBytes(from));
            JsonEncoder encoder = EncoderFactory.get().jsonEncoder(value.getSchema(), out);
            new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
            encoder.flush();
        }
    }

    @SuppressWarnings("unchecked")
    static Serializer<Object> serializer(Map<String, ?> configs) throws ReflectiveOperationException {
        Serializer<Object> serializer = (Serializer<Object>) instance("KafkaAvroSerializer");
        serializer.configure(configs, false);
        return serializer;
    }

    @SuppressWarnings("unchecked")
    static Deserializer<Object> deserializer(Map<String, ?> configs) throws ReflectiveOperationException {
        Deserializer<Object> deserializer = (Deserializer<Object>) instance("KafkaAvroDeserializer");
        deserializer.configure(configs, false);
        return deserializer;
    }

    private static Object instance(String className) throws ReflectiveOperationException {
        return Class.forName(PACKAGE + className).getDeclaredConstructor().newInstance();
    }
}
