package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What transactions leave at the end of a log hides no record before it. */
class WrittenIdsIT {
    private static final int PARTITIONS = 2;

    /** More than are read at first. */
    private static final int MANY = 30;

    private static KafkaClusterTestKit cluster;
    private static ApplicationContext context;
    private static Producer<byte[], byte[]> producer;

    private String topic;

    @BeforeAll
    static void start() throws Exception {
        cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setCombined(true)
                        .setNumBrokerNodes(1)
                        .setNumControllerNodes(1)
                        .build())
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("transaction.state.log.num.partitions", "1")
                .build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        context = ApplicationContext.run(Map.of("kafka.bootstrap.servers", cluster.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "written"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterAll
    static void stop() throws Exception {
        producer.close();
        context.close();
        cluster.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Test
    void topicWithoutRecordsHasNone() {
        assertThat(ids()).isEmpty();
    }

    @Test
    void idsOfAllPartitionsAreFound() {
        commit(0, value(7));
        commit(1, value(8));

        assertThat(ids()).containsExactlyInAnyOrder(7, 8);
    }

    @Test
    void recordsWithoutAValueAndMarkersArePassedOver() {
        commit(1, value(7));
        for (int i = 0; i < MANY; i++) {
            commit(1, null);
        }

        assertThat(ids()).containsExactly(7);
    }

    @Test
    void whatIsNotInTheWireFormatHasNone() {
        commit(0, new byte[] {1, 2, 3, 4, 5, 6});
        commit(1, value(7));

        assertThat(ids()).containsExactly(7);
    }

    @Test
    void transactionThatIsOpenIsNotWaitedFor() throws Exception {
        producer.beginTransaction();
        try {
            producer.send(record(0, value(7))).get();

            assertThat(ids()).containsExactly(7);
        } finally {
            producer.abortTransaction();
        }
    }

    private Set<Integer> ids() {
        return context.getBean(WrittenIds.class)
                .atTheEndOf(Set.of(new ExistingTopic(topic, PARTITIONS, null)))
                .get(topic);
    }

    private void commit(int partition, byte[] value) {
        producer.beginTransaction();
        producer.send(record(partition, value));
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> record(int partition, byte[] value) {
        return new ProducerRecord<>(topic, partition, new byte[] {'k'}, value);
    }

    private static byte[] value(int id) {
        return new byte[] {0, 0, 0, 0, (byte) id, 2};
    }
}
