package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.ringfence.support.platform.Platform;
import io.ringfence.topology.BrokenContinuityException;
import io.ringfence.topology.Continuity;
import io.ringfence.topology.Faults;
import io.ringfence.topology.OvertakenException;
import io.ringfence.topology.Position;
import io.ringfence.topology.StateStores;
import io.ringfence.topology.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a real broker: each case has a partition of its own, with three orders in it. */
class TaskContinuityIT {
    private static final String INPUT = Topics.ORDERS.name();
    private static final String POSITIONS = "ringfence-" + StateStores.ORDER_POSITIONS.name() + "-changelog";
    private static final int PARTITIONS = 8;
    private static final int RECORDS = 3;

    private static KafkaClusterTestKit cluster;
    private static Admin admin;
    private static ApplicationContext context;
    private static KafkaProducer<byte[], byte[]> producer;
    private static Uuid id;

    @BeforeAll
    static void publish() throws Exception {
        cluster = Platform.startCluster();
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers()));
        id = admin.createTopics(Stream.of(INPUT, POSITIONS)
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                        .toList())
                .topicId(INPUT)
                .get();
        producer = producer(Map.of());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < RECORDS; i++) {
                write(INPUT, partition);
            }
        }
        context = ApplicationContext.run(Map.of("kafka.bootstrap.servers", cluster.bootstrapServers()));
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
        producer.close();
        admin.close();
        cluster.close();
    }

    @Test
    void stateThatIsAsFarAsTheOffsetsGoesOn() throws Exception {
        restored(0, 0);
        commit(0, 2);

        assertThat(check(0, 2)).isEqualTo(Map.of(INPUT, position(2)));
    }

    @Test
    void stateThatIsBehindAllThatWasEverWrittenIsRefused() throws Exception {
        write(POSITIONS, 1);
        restored(1, 1);
        commit(1, 3);

        assertThatThrownBy(() -> check(1, 2))
                .isInstanceOf(BrokenContinuityException.class)
                .hasMessageContainingAll(INPUT + "-1", "is 3", "up to 2", "never decided");
    }

    @Test
    void stateThatOthersHaveGoneOnFromIsRestoredAgain() throws Exception {
        write(POSITIONS, 2);
        restored(2, 1);
        write(POSITIONS, 2);
        commit(2, 3);

        assertThatThrownBy(() -> check(2, 2))
                .isInstanceOf(OvertakenException.class)
                .satisfies(fault -> assertThat(Faults.isPassing(fault)).isTrue())
                .hasMessageContainingAll(INPUT + "-2", "is 3", "up to 2", POSITIONS + "-2 up to 1", "up to 2 since");

        restored(2, 2);
        assertThat(check(2, 3)).isEqualTo(Map.of(INPUT, position(3)));
    }

    @Test
    void newStateThatOthersHaveBegunIsRestoredAgain() throws Exception {
        restored(3, 0);
        write(POSITIONS, 3);
        commit(3, 3);

        assertThatThrownBy(() -> check(3)).isInstanceOf(OvertakenException.class);
    }

    /** An earlier release kept none. */
    @Test
    void stateWithoutPositionsGoesOnFromTheOffsets() throws Exception {
        restored(4, 0);
        commit(4, 2);

        assertThat(check(4)).isEqualTo(Map.of(INPUT, position(2)));
    }

    @Test
    void stateThatIsAheadIsRefusedWhatever() throws Exception {
        restored(5, 0);
        write(POSITIONS, 5);
        commit(5, 2);

        assertThatThrownBy(() -> check(5, 3))
                .isInstanceOf(BrokenContinuityException.class)
                .hasMessageContaining("decided twice");
    }

    /** Of a worker that was killed: it has committed nothing, and is aborted some time. */
    @Test
    @Timeout(20)
    void openTransactionIsNotWaitedFor() throws Exception {
        restored(6, 0);
        commit(6, 2);
        try (KafkaProducer<byte[], byte[]> killed = producer(Map.of("transactional.id", "killed"))) {
            killed.initTransactions();
            killed.beginTransaction();
            killed.send(new ProducerRecord<>(POSITIONS, 6, new byte[1], new byte[1]))
                    .get();

            assertThat(check(6, 2)).isEqualTo(Map.of(INPUT, position(2)));
        }
    }

    private static Map<String, Position> check(int partition) {
        return check(partition, Map.of());
    }

    private static Map<String, Position> check(int partition, long next) {
        return check(partition, Map.of(INPUT, position(next)));
    }

    private static Map<String, Position> check(int partition, Map<String, Position> saved) {
        return context.getBean(TaskContinuity.class)
                .check(
                        new Continuity.Task(partition, Set.of(INPUT), Set.of(), StateStores.ORDER_POSITIONS.name()),
                        saved);
    }

    private static Position position(long next) {
        return new Position(id, next);
    }

    /** As Kafka Streams says it when a restoration begins. */
    private static void restored(int partition, long end) {
        context.getBean(Restoration.class)
                .onRestoreStart(new TopicPartition(POSITIONS, partition), StateStores.ORDER_POSITIONS.name(), 0, end);
    }

    private static void commit(int partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        "ringfence", Map.of(new TopicPartition(INPUT, partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static void write(String topic, int partition) throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, new byte[1], new byte[1]))
                .get();
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
