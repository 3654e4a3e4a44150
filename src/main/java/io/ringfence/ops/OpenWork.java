package io.ringfence.ops;

import io.ringfence.topology.StateStores;
import io.ringfence.topology.StoreDeclaration;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** What was begun and has no outcome, where no store is open: as the changelogs have it. */
@Singleton
final class OpenWork {
    private final ExistingTopics topics;
    private final Offsets offsets;
    private final RawRecords records;
    private final WorkerSettings settings;

    OpenWork(ExistingTopics topics, Offsets offsets, RawRecords records, WorkerSettings settings) {
        this.topics = topics;
        this.offsets = offsets;
        this.records = records;
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
                .flatMap(changelog -> changelog.topicPartitions().stream())
                .toList();
        Set<String> open = new TreeSet<>();
        records.each(offsets.end(partitions), record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8).replace('\0', '/');
            if (record.value() == null) {
                open.remove(key);
            } else if (!key.isEmpty()) { // That one marks the store.
                open.add(key);
            }
        });
        return open;
    }
}
