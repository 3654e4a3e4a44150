package io.ringfence.support.speed.micro;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.FromAvro;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.avro.Schemas;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.StateChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.openjdk.jmh.annotations.Benchmark;

/** A state change, written and read: by Avro alone, with the wire format and the registry, and as the domain has it. */
public class SerdeBenchmark extends NanosPerCall {
    private static final String TOPIC = "phone-number-state-changes";

    private final AvroSerde serde = new AvroSerde(new InMemoryRegistry());
    private final GenericRecord value = ToAvro.outcome(Samples.ALLOCATION);
    private final byte[] bytes = serde.serializer().serialize(TOPIC, value);

    private final SpecificDatumWriter<GenericRecord> writer =
            new SpecificDatumWriter<>(Schemas.STATE_CHANGE, logicalTypes());
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(Schemas.STATE_CHANGE);
    private final byte[] bare;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private BinaryEncoder encoder;
    private BinaryDecoder decoder;

    public SerdeBenchmark() {
        try {
            bare = writtenByAvro();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SpecificData logicalTypes() {
        SpecificData values = new SpecificData();
        values.addLogicalTypeConversion(new Conversions.UUIDConversion());
        values.addLogicalTypeConversion(new TimeConversions.DateConversion());
        values.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        return values;
    }

    @Benchmark
    public final byte[] writtenByAvro() throws IOException {
        out.reset();
        encoder = EncoderFactory.get().binaryEncoder(out, encoder);
        writer.write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    @Benchmark
    public byte[] written() {
        return serde.serializer().serialize(TOPIC, value);
    }

    @Benchmark
    public byte[] writtenFromDomain() {
        return serde.serializer().serialize(TOPIC, ToAvro.outcome(Samples.ALLOCATION));
    }

    @Benchmark
    public GenericRecord readByAvro() throws IOException {
        decoder = DecoderFactory.get().binaryDecoder(bare, decoder);
        return reader.read(null, decoder);
    }

    @Benchmark
    public GenericRecord read() {
        return serde.deserializer().deserialize(TOPIC, bytes);
    }

    @Benchmark
    public StateChange readToDomain() {
        return FromAvro.stateChange(serde.deserializer().deserialize(TOPIC, bytes));
    }
}
