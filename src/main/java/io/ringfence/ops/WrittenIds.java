package io.ringfence.ops;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.ringfence.StartupException;
import io.ringfence.avro.WireFormat;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the ends of topics which schema ids are in use. */
@Singleton
final class WrittenIds {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenIds.class);

    /** How far to go back for a record: the last offsets are the markers of transactions, or records without a value. */
    private static final List<Long> REACHES = List.of(20L, 2_000L);

    /** The consumer asks ahead, past the end of one topic, and the next topic waits until that is answered. */
    private static final Duration LONGEST_FETCH = Duration.ofMillis(10);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaDefaultConfiguration connection;

    WrittenIds(KafkaDefaultConfiguration connection) {
        this.connection = connection;
    }

    /** By topic, the schema ids of its last values, as far as there are any near its end that we may read. */
    Map<String, Set<Integer>> atTheEndOf(Collection<ExistingTopic> topics) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return topics.stream().collect(Collectors.toMap(ExistingTopic::name, topic -> idsOf(topic, consumer)));
        } catch (TimeoutException e) {
            throw new StartupException(ExistingTopics.NO_ANSWER, e);
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.putAll(connection.getConfig());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(LONGEST_FETCH.toMillis()));
        // What was not committed has ids of the registry's all the same, and need not be waited for.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return settings;
    }

    private static Set<Integer> idsOf(ExistingTopic topic, Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = topic.topicPartitions();
        try {
            // The consumer warns of each partition that it is asked about and does not have.
            consumer.assign(partitions);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ends.entrySet().removeIf(end -> end.getValue() <= starts.get(end.getKey()));
            return REACHES.stream()
                    .map(reach -> idsWithin(reach, starts, ends, consumer))
                    .filter(ids -> !ids.isEmpty())
                    .findFirst()
                    .orElse(Set.of());
        } catch (TopicAuthorizationException e) {
            LOG.info("Which schemas are in use on {} is not checked: {}", topic.name(), e.getMessage());
            return Set.of();
        }
    }

    private static Set<Integer> idsWithin(
            long reach,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends,
            Consumer<byte[], byte[]> consumer) {
        consumer.assign(ends.keySet());
        ends.forEach((partition, end) -> consumer.seek(partition, Math.max(starts.get(partition), end - reach)));
        Set<Integer> ids = new HashSet<>();
        Timer timer = Time.SYSTEM.timer(PATIENCE);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (timer.isExpired()) {
                throw new TimeoutException("No end of " + ends.keySet() + " within " + PATIENCE);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                WireFormat.idOf(record.value()).ifPresent(ids::add);
            }
            timer.update();
        }
        return ids;
    }
}
