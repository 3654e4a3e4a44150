package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.ActionRequest;
import io.ringfence.support.requests.Requests;
import io.ringfence.support.streams.Topologies;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count is of what is open, however the stores come by it. */
class StoreCountTest {
    private static final Duration WINDOW = Duration.ofHours(24);

    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());

    @TempDir
    private Path directory;

    @Test
    void isWhatAPartitionHasOpenInTheEnd() throws IOException {
        Topology topology = Topologies.of(avro, Topologies.RULES, 1).build();
        // The history is kept apart from them.
        int counted = StoreCount.of(topology, new DedupeStore.Window(WINDOW), 1).total() - 1;
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, settings())) {
            TestInputTopic<byte[], byte[]> input = driver.createInputTopic(
                    Topics.PROVISIONING.name(), new ByteArraySerializer(), new ByteArraySerializer());
            Instant time = Instant.EPOCH;
            for (int i = 0; i < 5; i++) {
                publish(input, Requests.provision("+44207946000" + i), time);
                assertThat(open()).isLessThanOrEqualTo(counted);
                time = time.plus(WINDOW);
            }
            assertThat(open()).isEqualTo(counted);
        }
    }

    private void publish(TestInputTopic<byte[], byte[]> input, ActionRequest request, Instant time) {
        input.pipeInput(
                request.phoneNumber().getBytes(StandardCharsets.UTF_8),
                avro.serializer().serialize(Topics.PROVISIONING.name(), ToAvro.actionRequest(request)),
                time);
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "ringfence");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        return settings;
    }

    /** RocksDB instances: each has a file of this name, and one that is dropped leaves none. */
    private long open() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("CURRENT")).count();
        }
    }
}
