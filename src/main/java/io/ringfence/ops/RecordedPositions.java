package io.ringfence.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.topology.Position;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The positions of the state, where no store is open: in the changelogs that the stores are restored from. */
@Singleton
final class RecordedPositions {
    private final AdminClient admin;
    private final RawRecords records;
    private final ExistingTopics topics;
    private final Offsets offsets;
    private final Estate estate;
    private final WorkerSettings settings;

    RecordedPositions(
            AdminClient admin,
            RawRecords records,
            ExistingTopics topics,
            Offsets offsets,
            Estate estate,
            WorkerSettings settings) {
        this.admin = admin;
        this.records = records;
        this.topics = topics;
        this.offsets = offsets;
        this.estate = estate;
        this.settings = settings;
    }

    /** Of each input that the state has one for. */
    Map<TopicPartition, Position> read() {
        Set<String> changelogs = topics.among(estate.positionChangelogs()).keySet();
        List<TopicPartition> partitions =
                changelogs.stream().flatMap(estate::partitionsOf).toList();
        Map<TopicPartition, Position> positions = new HashMap<>();
        try (Deserializer<Position> values = Position.serde().deserializer()) {
            records.each(
                    offsets.end(partitions),
                    record -> positions.put(
                            new TopicPartition(new String(record.key(), UTF_8), record.partition()),
                            values.deserialize(null, record.value())));
        }
        positions.keySet().retainAll(Set.copyOf(estate.inputs()));
        return positions;
    }

    /** Makes the state go on from the offsets: stores that are restored, also those that are here already, get them. */
    void write(Map<TopicPartition, Long> next) {
        createChangelogs();
        Map<String, Uuid> ids = offsets.topicIds(
                next.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        try (Serializer<Position> values = Position.serde().serializer()) {
            records.write(next.entrySet().stream()
                    .map(input -> record(input.getKey(), values.serialize(null, position(input, ids))))
                    .toList());
        }
    }

    private static Position position(Map.Entry<TopicPartition, Long> input, Map<String, Uuid> ids) {
        return new Position(ids.get(input.getKey().topic()), input.getValue());
    }

    private ProducerRecord<byte[], byte[]> record(TopicPartition input, byte[] position) {
        return new ProducerRecord<>(
                estate.positionChangelogOf(input.topic()),
                input.partition(),
                input.topic().getBytes(UTF_8),
                position);
    }

    /** As Kafka Streams would, where no worker has run since the state was given up. */
    private void createChangelogs() {
        Collection<String> all = estate.positionChangelogs();
        Set<String> existing = topics.among(all).keySet();
        all.stream().filter(changelog -> !existing.contains(changelog)).forEach(this::create);
    }

    private void create(String changelog) {
        NewTopic topic = new NewTopic(changelog, settings.partitions(), (short) settings.replicationFactor())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            Answers.of(admin.createTopics(Set.of(topic)).all());
        } catch (TopicExistsException e) {
            // Created meanwhile: as good.
        }
    }
}
