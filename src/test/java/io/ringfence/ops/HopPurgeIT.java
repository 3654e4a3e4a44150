package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.ringfence.support.platform.Platform;
import io.ringfence.topology.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real broker. */
class HopPurgeIT {
    private static final TopicPartition HOP = new TopicPartition(Topics.SITE_EVENTS.name(), 0);
    private static final TopicPartition INPUT = new TopicPartition(Topics.ACTIONS.name(), 0);
    private static final int RECORDS = 10;

    private static KafkaClusterTestKit cluster;
    private static AdminClient admin;

    @BeforeAll
    static void writeRecords() throws Exception {
        cluster = Platform.startCluster();
        admin = AdminClient.create(Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers()));
        admin.createTopics(Stream.of(Topics.SITE_EVENTS, Topics.ACTIONS)
                        .map(topic -> new NewTopic(topic.name(), 2, (short) 1).configs(topic.config()))
                        .toList())
                .all()
                .get();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (TopicPartition partition : List.of(HOP, INPUT)) {
                for (int i = 0; i < RECORDS; i++) {
                    producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, new byte[1]))
                            .get();
                }
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        cluster.close();
    }

    /** In this order, for what is deleted stays deleted. */
    @Test
    void whatIsProcessedGoesAndNothingElse() throws Exception {
        purge("unknown");
        assertThat(first(HOP)).as("of a group that has committed nothing").isZero();

        commit("ringfence", Map.of(HOP, 4L, INPUT, 4L));
        purge("ringfence");
        assertThat(first(HOP)).isEqualTo(4);
        assertThat(first(INPUT)).as("what others have written").isZero();

        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "purge"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(
                    Map.of(HOP, new OffsetAndMetadata(8)), new ConsumerGroupMetadata("ringfence"));
            purge("ringfence");
            assertThat(first(HOP)).as("while the transaction is open").isEqualTo(4);

            producer.commitTransaction();
        }
        // The mark that commits the offsets is written after the transaction is said to be committed.
        await().untilAsserted(() -> {
            purge("ringfence");
            assertThat(first(HOP)).isEqualTo(8);
        });

        purge("ringfence");
        assertThat(first(HOP)).as("nothing new").isEqualTo(8);
    }

    private static void purge(String group) throws Exception {
        try (ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of("ringfence.application-id", group))
                .build()) {
            new HopPurge(admin, WorkerSettings.of(context.getEnvironment().start())).purge();
        }
    }

    private static void commit(String group, Map<TopicPartition, Long> offsets) throws Exception {
        admin.alterConsumerGroupOffsets(
                        group,
                        offsets.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, offset -> new OffsetAndMetadata(offset.getValue()))))
                .all()
                .get();
    }

    private static long first(TopicPartition partition) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
