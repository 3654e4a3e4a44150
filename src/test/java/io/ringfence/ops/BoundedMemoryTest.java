package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stores write goes to files a buffer at a time, however many stores there are. */
class BoundedMemoryTest {
    private static final int PARTITIONS = 24;
    private static final List<String> STORES =
            IntStream.range(0, 3).mapToObj(i -> "store-" + i).toList();
    private static final int RECORDS = 200;

    /** RocksDB numbers its files, of whatever kind, in one row. */
    private static final Pattern NUMBERED = Pattern.compile("(?:MANIFEST-)?([0-9]{6})(?:\\.\\w+)?");

    private final List<TopologyTestDriver> partitions = new ArrayList<>();

    @TempDir
    private Path directory;

    /** The driver commits after each record, and a store is told its offsets: as the copy of a partition is. */
    @Test
    void flushesFullBuffersOnly() {
        StoreMemory memory = new StoreMemory(MemorySize.parse("72MB"), new StoreCount(PARTITIONS, STORES.size()));
        assertThat(memory.suffices()).isTrue();

        List<TestInputTopic<Integer, byte[]>> inputs = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> input(partition, memory))
                .toList();
        int created = lastFile();
        for (int i = 0; i < RECORDS; i++) {
            int key = i;
            inputs.forEach(input -> input.pipeInput(key, new byte[1_000]));
            if (i % 50 == 49) {
                assertThat(lastFile() - created)
                        .as("files made by a store for %d records of 1 kB in buffers of %s", i, memory.writeBuffer())
                        .isLessThan(RECORDS / 5);
            }
        }
    }

    private TestInputTopic<Integer, byte[]> input(int partition, StoreMemory memory) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "partition-" + partition);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
        settings.put(StoreMemory.CONFIG, memory);
        TopologyTestDriver driver = new TopologyTestDriver(topology(), settings);
        partitions.add(driver);
        return driver.createInputTopic("in", new IntegerSerializer(), new ByteArraySerializer());
    }

    private static Topology topology() {
        Topology topology = new Topology()
                .addSource("source", new IntegerDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("writer", Writer::new, "source");
        STORES.forEach(store -> topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(store), Serdes.Integer(), Serdes.ByteArray()),
                "writer"));
        return topology;
    }

    private static final class Writer extends ContextualProcessor<Integer, byte[], Void, Void> {
        @Override
        public void process(Record<Integer, byte[]> record) {
            STORES.forEach(store -> context()
                    .<KeyValueStore<Integer, byte[]>>getStateStore(store)
                    .put(record.key(), record.value()));
        }
    }

    /** Of the store that has made the most. */
    private int lastFile() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> NUMBERED.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        partitions.forEach(TopologyTestDriver::close);
    }
}
