package io.ringfence.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringfence.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {

    private static final String TOPIC = "transactions";
    private static final int PARTITIONS = TransactionLoad.RECORDS_PER_TRANSACTION;
    private static final int PRODUCERS = 4;

    @TempDir
    Path temp;

    @Test
    void keepsItsDataOverACleanRestartOnAnotherPort() throws Exception {
        Path directory = temp.resolve("broker");
        Set<String> sent;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, Ports.findFree())) {
            createTopic(broker.bootstrapServers());
            sent = commitSome(broker.bootstrapServers(), "first");
        }
        assertThat(directory.resolve(".kafka_cleanshutdown")).exists();

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, Ports.findFree())) {
            assertThat(transactionsIn(broker.bootstrapServers())).containsOnlyKeys(sent);
        }
    }

    @Test
    void runsBesideAnother() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start(temp.resolve("one"), Ports.findFree());
                EmbeddedBroker other = EmbeddedBroker.start(temp.resolve("other"), Ports.findFree())) {
            assertThat(clusterId(one.bootstrapServers())).isNotEqualTo(clusterId(other.bootstrapServers()));
        }
    }

    @Test
    void finishesTransactionsThatAKillCutShort() throws Exception {
        int port = Ports.findFree();
        String bootstrapServers = "127.0.0.1:" + port;
        Set<String> committed;
        try (ChildJvm child = ChildJvm.start(BrokerMain.class, temp.resolve("child.log"), temp, port)) {
            createTopic(bootstrapServers);
            assertThatThrownBy(() -> DataDirectory.open(temp))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("in use by another process");
            try (TransactionLoad load = TransactionLoad.start(bootstrapServers, TOPIC, PRODUCERS, "killed")) {
                await().atMost(60, SECONDS).until(() -> load.committed().size() >= 100);
                child.kill();
                committed = new HashSet<>(load.committed());
            }
        }

        long start = System.nanoTime();
        try (DataDirectory directory = DataDirectory.open(temp);
                EmbeddedBroker restarted = EmbeddedBroker.start(directory.broker(), port)) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("waits for the session of the killed broker")
                    .isLessThan(BrokerSettings.SESSION_TIMEOUT);
            TransactionLoad.endOpenTransactions(restarted.bootstrapServers(), PRODUCERS, "killed");
            committed.addAll(commitSome(restarted.bootstrapServers(), "restarted"));
            Map<String, Long> read = transactionsIn(restarted.bootstrapServers());
            assertThat(read.keySet()).containsAll(committed);
            assertThat(read.values()).containsOnly((long) TransactionLoad.RECORDS_PER_TRANSACTION);
        }
    }

    /** At least two transactions of each producer. */
    private static Set<String> commitSome(String bootstrapServers, String run) throws Exception {
        try (TransactionLoad load = TransactionLoad.start(bootstrapServers, TOPIC, PRODUCERS, run)) {
            await().atMost(30, SECONDS).until(() -> IntStream.range(0, PRODUCERS)
                    .allMatch(i -> load.committed().contains(run + "-" + i + "-1")));
            load.finish();
            return load.committed();
        }
    }

    /** The committed transactions with how many records each has, read to the end of what is in the log. */
    private static Map<String, Long> transactionsIn(String bootstrapServers) throws Exception {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(bootstrapServers)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = logEnds(bootstrapServers, partitions);
            await().atMost(20, SECONDS).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return values.stream().collect(groupingBy(value -> value, counting()));
    }

    private static KafkaConsumer<String, String> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Not what a read_committed consumer takes for the end, which an open transaction holds back. */
    private static Map<TopicPartition, Long> logEnds(String bootstrapServers, List<TopicPartition> partitions)
            throws Exception {
        try (Admin admin = admin(bootstrapServers)) {
            return admin
                    .listOffsets(
                            partitions.stream()
                                    .collect(toMap(partition -> partition, partition -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
        }
    }

    private static void createTopic(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = admin(bootstrapServers)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static String clusterId(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = admin(bootstrapServers)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }
}
