package io.ringfence.ops;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.ringfence.topology.Position;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The positions of the state, where no store is open: in the changelogs that the stores are restored from. */
@Singleton
final class RecordedPositions {
    private static final Duration POLL = Duration.ofMillis(100);

    private final AdminClient admin;
    private final KafkaDefaultConfiguration connection;
    private final ExistingTopics topics;
    private final Offsets offsets;
    private final Estate estate;
    private final WorkerSettings settings;

    RecordedPositions(
            AdminClient admin,
            KafkaDefaultConfiguration connection,
            ExistingTopics topics,
            Offsets offsets,
            Estate estate,
            WorkerSettings settings) {
        this.admin = admin;
        this.connection = connection;
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
        Map<TopicPartition, Long> ends = offsets.end(partitions);
        Map<TopicPartition, Position> positions = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = offsets.reader();
                Deserializer<Position> values = Position.serde().deserializer();
                StringDeserializer keys = new StringDeserializer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    positions.put(
                            new TopicPartition(keys.deserialize(null, record.key()), record.partition()),
                            values.deserialize(null, record.value()));
                }
            }
        }
        positions.keySet().retainAll(Set.copyOf(estate.inputs()));
        return positions;
    }

    /** Makes the state go on from the offsets: stores that are restored, also those that are here already, get them. */
    void write(Map<TopicPartition, Long> next) {
        createChangelogs();
        Map<String, Uuid> ids = offsets.topicIds(
                next.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        Map<String, Object> config = new HashMap<>();
        connection.getConfig().forEach((name, value) -> config.put(String.valueOf(name), value));
        try (Serializer<Position> values = Position.serde().serializer();
                KafkaProducer<String, Position> producer =
                        new KafkaProducer<>(config, new StringSerializer(), values)) {
            Sent.await(next.entrySet().stream()
                    .map(input -> producer.send(new ProducerRecord<>(
                            estate.positionChangelogOf(input.getKey().topic()),
                            input.getKey().partition(),
                            input.getKey().topic(),
                            new Position(ids.get(input.getKey().topic()), input.getValue()))))
                    .toList());
        }
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
