package io.ringfence.ops;

import io.ringfence.topology.StateStores;
import io.ringfence.topology.StoreDeclaration;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What was begun and has no outcome, where no store is open: as the changelogs have it. */
@Singleton
final class OpenWork {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ExistingTopics topics;
    private final Offsets offsets;
    private final WorkerSettings settings;

    OpenWork(ExistingTopics topics, Offsets offsets, WorkerSettings settings) {
        this.topics = topics;
        this.offsets = offsets;
        this.settings = settings;
    }

    /** Keys of numbers, orders and parties, by the store that has them. */
    Set<String> keys() {
        List<TopicPartition> partitions = topics
                .among(StateStores.OF_WHAT_IS_OPEN.stream()
                        .map(StoreDeclaration::name)
                        .map(settings::changelog)
                        .toList())
                .values()
                .stream()
                .flatMap(changelog -> IntStream.range(0, changelog.partitions())
                        .mapToObj(partition -> new TopicPartition(changelog.name(), partition)))
                .toList();
        Set<String> open = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = offsets.reader()) {
            Map<TopicPartition, Long> ends = offsets.end(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8).replace('\0', '/');
                    if (record.value() == null) {
                        open.remove(key);
                    } else if (!key.isEmpty()) { // That one marks the store.
                        open.add(key);
                    }
                }
            }
        }
        return open;
    }
}
