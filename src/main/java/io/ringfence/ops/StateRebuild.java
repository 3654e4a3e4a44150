package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.domain.Rules;
import io.ringfence.topology.Continuity;
import io.ringfence.topology.DeadLetters;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Position;
import io.ringfence.topology.Proceedings;
import io.ringfence.topology.RebuildProgress;
import io.ringfence.topology.RebuildTopology;
import io.ringfence.topology.RecordTime;
import io.ringfence.topology.RingfenceTopology;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up the state, and makes it anew of what was written before. Begun again from the start where it was interrupted: what
 * it begins from stays as it is.
 */
@Singleton
final class StateRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(StateRebuild.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AdminClient admin;
    private final ExistingTopics topics;
    private final Offsets offsets;
    private final RecordedPositions positions;
    private final Estate estate;
    private final EmptyGroup group;
    private final LocalState local;
    private final UnfinishedRebuild unfinished;
    private final StreamsConfiguration configuration;
    private final WorkerSettings settings;
    private final RingfenceTopology ringfence;

    StateRebuild(
            AdminClient admin,
            ExistingTopics topics,
            Offsets offsets,
            RecordedPositions positions,
            Estate estate,
            EmptyGroup group,
            LocalState local,
            UnfinishedRebuild unfinished,
            StreamsConfiguration configuration,
            WorkerSettings settings,
            Serde<GenericRecord> avro,
            Rules rules,
            DedupeStore.Window window,
            Partitions partitions) {
        this.admin = admin;
        this.topics = topics;
        this.offsets = offsets;
        this.positions = positions;
        this.estate = estate;
        this.group = group;
        this.local = local;
        this.unfinished = unfinished;
        this.configuration = configuration;
        this.settings = settings;
        ringfence = new RingfenceTopology(
                avro,
                rules,
                window,
                settings.orderRetention(),
                Optional.empty(),
                partitions,
                anyAge(),
                new RecordTime(),
                new RowsToAll(List.of()),
                Proceedings.UNHEARD);
    }

    /** What is being made is of no age yet that could be held against another. */
    private Continuity anyAge() {
        return (task, saved) -> {
            Map<String, Uuid> ids = offsets.topicIds(
                    Stream.concat(task.inputs().stream(), task.stores().stream().map(settings::changelog))
                            .toList());
            Map<String, Position> all = new HashMap<>();
            ids.forEach((topic, id) -> all.put(topic, saved.getOrDefault(topic, new Position(id, 0))));
            return all;
        };
    }

    /**
     * Carries it out. The group has no members. Where what it begins from is not whole, nothing is given up.
     *
     * @param next where each partition of requests, orders and results goes on then
     * @return what there is now, for people
     */
    String run(Map<TopicPartition, Long> next) {
        RebuildProgress progress = new RebuildProgress();
        RebuildTopology topology = new RebuildTopology(ringfence, hop("numbers"), hop("orders"), progress);
        requireWhole(partitionsOf(List.of(Topics.STATE_CHANGES.name())));
        unfinished.begin();
        giveUp();
        List.of(hop("numbers"), hop("orders")).forEach(this::createHop);
        offsets.commit(beginnings(topology));
        String summary = new RebuildRun(offsets, partitionsOf(topology.sources()), settings.partitions(), progress)
                .toItsEnd(topology.build(), configuration.ofRebuild(directory()));
        group.await();
        goOn(topology, next);
        delete(temporary());
        deleteState();
        delete(Set.of(unfinished.mark()));
        return summary;
    }

    private String hop(String of) {
        return settings.applicationId() + "-rebuild-" + of;
    }

    /** Names of the topics that are there while it is carried out. */
    private Set<String> temporary() {
        return Set.of(hop("numbers"), hop("orders"), settings.changelog(RebuildTopology.EARLY_CHANGES.name()));
    }

    /**
     * Throws a {@link StartupException} where changes have been deleted.
     *
     * @param changes partitions of {@link Topics#STATE_CHANGES}
     */
    void requireWhole(List<TopicPartition> changes) {
        List<String> lost = offsets.first(changes).entrySet().stream()
                .filter(first -> first.getValue() > 0)
                .map(first -> first.getKey().toString())
                .sorted()
                .toList();
        if (!lost.isEmpty()) {
            throw new StartupException(
                    "%s have lost their first records, of which the state is to be made. Nothing was changed."
                            .formatted(String.join(", ", lost)));
        }
    }

    private void giveUp() {
        Set<String> all = new HashSet<>(estate.changelogs());
        all.addAll(temporary());
        delete(all);
        deleteState();
    }

    private void delete(Collection<String> names) {
        Answers.of(admin.deleteTopics(topics.among(names).keySet()).all());
        await("topics are not deleted", () -> topics.among(names).isEmpty());
    }

    private void deleteState() {
        local.delete();
        local.delete(directory());
    }

    private Path directory() {
        return settings.stateDirectory().resolve("rebuild");
    }

    private void createHop(String name) {
        Answers.of(admin.createTopics(
                        List.of(new NewTopic(name, settings.partitions(), (short) settings.replicationFactor())
                                .configs(Map.of(
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        "-1",
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        String.valueOf(DeadLetters.MAX_BYTES)))))
                .all());
        await("topic " + name + " is not there", () -> !topics.among(List.of(name))
                .isEmpty());
    }

    /** All that was retained, and of the internal topics nothing that is there. */
    private Map<TopicPartition, Long> beginnings(RebuildTopology topology) {
        Map<TopicPartition, Long> beginnings = new HashMap<>(offsets.end(partitionsOf(topology.sources())));
        beginnings.putAll(offsets.first(partitionsOf(
                RebuildTopology.RETAINED.stream().map(Topics.Topic::name).toList())));
        return beginnings;
    }

    private List<TopicPartition> partitionsOf(Collection<String> names) {
        return names.stream().flatMap(estate::partitionsOf).toList();
    }

    /** Where the state has a position, it is exact. */
    private void goOn(RebuildTopology topology, Map<TopicPartition, Long> chosen) {
        Map<TopicPartition, Position> recorded = positions.read();
        Map<TopicPartition, Long> next = new HashMap<>(offsets.end(estate.inputs()));
        next.putAll(offsets.first(partitionsOf(List.of(Topics.ENTITLEMENTS.name()))));
        next.putAll(chosen);
        Map<TopicPartition, Long> unrecorded = new HashMap<>(next);
        recorded.forEach((partition, position) -> {
            next.put(partition, position.next());
            unrecorded.remove(partition);
        });
        positions.write(unrecorded);
        offsets.commit(next);
        Set<TopicPartition> done = new HashSet<>(partitionsOf(topology.sources()));
        estate.inputs().forEach(done::remove);
        offsets.forget(done);
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new StartupException("After a minute, %s.".formatted(otherwise));
            }
            Utils.sleep(POLL.toMillis());
        }
    }
}
