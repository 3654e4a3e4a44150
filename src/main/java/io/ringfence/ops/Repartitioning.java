package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves an estate to more partitions. Everything that is decided belongs to the partition of its key, so all topics get as many,
 * and the state is made anew of what is kept, with each key where it belongs now.
 */
@Singleton
public final class Repartitioning {
    private final AdminClient admin;
    private final ExistingTopics topics;
    private final EmptyGroup group;
    private final Offsets offsets;
    private final Estate estate;
    private final OpenWork open;
    private final CompactedTopics compacted;
    private final Prerequisites prerequisites;
    private final StateRebuild rebuild;
    private final UnfinishedRebuild unfinished;
    private final WorkerSettings settings;

    Repartitioning(
            AdminClient admin,
            ExistingTopics topics,
            EmptyGroup group,
            Offsets offsets,
            Estate estate,
            OpenWork open,
            CompactedTopics compacted,
            Prerequisites prerequisites,
            StateRebuild rebuild,
            UnfinishedRebuild unfinished,
            WorkerSettings settings) {
        this.admin = admin;
        this.topics = topics;
        this.group = group;
        this.offsets = offsets;
        this.estate = estate;
        this.open = open;
        this.compacted = compacted;
        this.prerequisites = prerequisites;
        this.rebuild = rebuild;
        this.unfinished = unfinished;
        this.settings = settings;
    }

    /**
     * Moves to {@code ringfence.partitions}. Can be called again wherever it was interrupted.
     *
     * @param confirmation the application id
     * @throws StartupException where it cannot be done; nothing was changed then, unless it says so
     */
    public List<String> run(String confirmation) {
        settings.requireConfirmed(confirmation, "This adds partitions to all topics, which cannot be taken back");
        try {
            group.await();
            Map<String, ExistingTopic> before = existing();
            if (isDone(before.values())) {
                return List.of("There are %d partitions already.".formatted(settings.partitions()));
            }
            if (before.values().stream().noneMatch(topic -> topic.partitions() == settings.partitions())) {
                // Otherwise it was begun, when nothing was open.
                requireNothingOpen(before.values());
                rebuild.requireWhole(before.get(Topics.STATE_CHANGES.name()).topicPartitions());
            }
            before.values().forEach(this::addPartitions);
            List<String> keyed = Topics.all().stream()
                    .filter(Topics.Topic::isCompacted)
                    .map(Topics.Topic::name)
                    .toList();
            keyed.forEach(compacted::keepLast);
            prerequisites.ensureTopics();
            keyed.forEach(compacted::move);
            return List.of("Moved to %d partitions: %s.".formatted(settings.partitions(), rebuild.run(next())));
        } catch (KafkaException e) {
            throw NoAccessException.atStart("The estate cannot be moved (kafka.bootstrap.servers)", e);
        }
    }

    private Map<String, ExistingTopic> existing() {
        Set<String> names = Topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
        Map<String, ExistingTopic> existing = topics.among(names);
        refuse(names, name -> !existing.containsKey(name), "are not there");
        refuse(
                names,
                name -> existing.get(name).partitions() > settings.partitions(),
                "have more than ringfence.partitions, and Kafka takes none away");
        return existing;
    }

    /** Changelogs come last: where there are as many of theirs, all was done. */
    private boolean isDone(Collection<ExistingTopic> existing) {
        Collection<ExistingTopic> changelogs = topics.among(estate.changelogs()).values();
        return !unfinished.isThere()
                && changelogs.size() == estate.changelogs().size()
                && Stream.concat(existing.stream(), changelogs.stream())
                        .allMatch(topic -> topic.partitions() == settings.partitions());
    }

    private void requireNothingOpen(Collection<ExistingTopic> existing) {
        Set<String> inputs = estate.inputsByTopic().keySet();
        List<TopicPartition> read = existing.stream()
                .filter(topic -> inputs.contains(topic.name()))
                .flatMap(topic -> topic.topicPartitions().stream())
                .toList();
        Map<TopicPartition, Long> next = new HashMap<>(offsets.first(read));
        next.putAll(offsets.committed(read));
        refuse(
                offsets.withRecords(next, offsets.end(read)).stream()
                        .map(TopicPartition::toString)
                        .toList(),
                any -> true,
                "hold what is not decided: have nobody publish, and the workers run until it is");
        refuse(
                open.keys(),
                any -> true,
                "are in progress: have the workers run until they are not (A change that waits for long, in Operations)");
    }

    private static void refuse(Collection<String> names, Predicate<String> wrong, String complaint) {
        List<String> found = names.stream().filter(wrong).sorted().toList();
        if (!found.isEmpty()) {
            throw new StartupException("%s%s %s. Nothing was changed."
                    .formatted(
                            found.stream().limit(10).collect(Collectors.joining(", ")),
                            found.size() > 10 ? " and %d more".formatted(found.size() - 10) : "",
                            complaint));
        }
    }

    private void addPartitions(ExistingTopic topic) {
        if (topic.partitions() < settings.partitions()) {
            Answers.of(admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(settings.partitions())))
                    .all());
        }
    }

    /** Where the group was, and in new partitions at the first record: who publishes may have found them by now. */
    private Map<TopicPartition, Long> next() {
        Map<TopicPartition, Long> next = new HashMap<>(offsets.first(estate.toBeDecided()));
        next.putAll(offsets.committed(estate.toBeDecided()));
        return next;
    }
}
