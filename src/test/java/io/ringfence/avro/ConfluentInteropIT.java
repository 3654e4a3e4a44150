package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** We and Confluent's own serializer understand each other, over a real registry. */
@ExtendWith(RealRegistry.class)
class ConfluentInteropIT {
    private static final Path CLIENT = Path.of("target", "confluent", "confluent-client.jar");
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");

    private final SchemaRegistry registry = SchemaRegistry.of(Map.of("schema.registry.url", RealRegistry.url()));
    private final AvroSerde serde = new AvroSerde(registry);

    @TempDir
    private Path directory;

    @Test
    void weReadWhatConfluentsSerializerWrites() throws Exception {
        String topic = "confluent-requests";
        Path json =
                Files.writeString(directory.resolve("request.json"), json(ToAvro.actionRequest(Samples.fullRequest())));
        Path bytes = directory.resolve("request.avro");

        runClient("write", topic, SchemaFiles.newest("ActionRequest"), json, bytes);

        byte[] written = Files.readAllBytes(bytes);
        GenericRecord read = serde.deserializer().deserialize(topic, written);
        assertThat(FromAvro.actionRequest(read)).isEqualTo(Samples.fullRequest());
        assertThat(registry.id(topic + "-value", ActionRequest.SCHEMA$))
                .as("one id for the schema, whoever registers it")
                .isEqualTo(WireFormat.schemaId(written));
    }

    @Test
    void confluentsDeserializerReadsWhatWeWrite() throws Exception {
        String topic = "confluent-changes";
        GenericRecord change = ToAvro.outcome(Samples.changeInProgress());
        Path bytes =
                Files.write(directory.resolve("change.avro"), serde.serializer().serialize(topic, change));
        Path json = directory.resolve("change.json");

        runClient("read", topic, bytes, json);

        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(json.toFile())).isEqualTo(mapper.readTree(json(change)));
    }

    /** What {@code ringfence.avro.serde} promises; Confluent's serde itself is not on Maven Central. */
    @Test
    void confluentsSerdeCanStandInForOurs() throws Exception {
        run(
                List.of(
                        // Confluent's serializer finds generated classes by name; Avro must be told to allow it.
                        "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=" + getClass().getPackageName(),
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + CLIENT),
                ConfluentSerdeInOurPlace.class,
                List.of(RealRegistry.url()));
    }

    private void runClient(String command, String topic, Path... files) throws IOException, InterruptedException {
        run(
                List.of("-cp", CLIENT + File.pathSeparator + TEST_CLASSES),
                ConfluentClient.class,
                Stream.concat(
                                Stream.of(command, RealRegistry.url(), topic),
                                Stream.of(files).map(Path::toString))
                        .toList());
    }

    private void run(List<String> options, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-XX:TieredStopAtLevel=1");
        line.addAll(options);
        line.add(main.getName());
        line.addAll(arguments);
        Path log = directory.resolve("client.log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the client ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> SchemaFiles.text(log)).isZero();
    }

    /** Avro's JSON encoding, which names the branches of unions. */
    private static String json(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), out);
        new SpecificDatumWriter<GenericRecord>(record.getSchema(), SpecificData.getForClass(record.getClass()))
                .write(record, encoder);
        encoder.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
