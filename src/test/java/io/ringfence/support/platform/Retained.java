package io.ringfence.support.platform;

import io.ringfence.topology.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics that are kept, brought to another cluster as a mirror brings them: partition by partition, and nothing beside. */
public final class Retained {
    private static final List<Topics.Topic> KEPT = List.of(
            Topics.STATE_CHANGES, Topics.REJECTIONS, Topics.ORDER_OUTCOMES, Topics.ENTITLEMENTS, Topics.SITE_DIRECTORY);

    private Retained() {}

    /** Brings those that are wanted. */
    public static void bring(OwnCluster from, OwnCluster to, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(from);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", to.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<TopicPartition> all = KEPT.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> Stream.of(record)
                        .filter(wanted)
                        .forEach(any -> producer.send(new ProducerRecord<>(
                                any.topic(),
                                any.partition(),
                                any.timestamp(),
                                any.key(),
                                any.value(),
                                any.headers()))));
            }
            producer.flush();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(OwnCluster cluster) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
