package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.BrokenContinuityException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Refuses to start where the group's offsets are not those that the topics and changelogs belong to, as far as can be seen
 * without opening a store; what only the stores know is {@link TaskContinuity}'s. Gives a new group its first offsets: Kafka's
 * own reset could not tell it from one whose offsets are gone.
 */
@Singleton
final class OffsetCheck {
    private final Offsets offsets;
    private final ExistingTopics topics;
    private final Estate estate;

    OffsetCheck(Offsets offsets, ExistingTopics topics, Estate estate) {
        this.offsets = offsets;
        this.topics = topics;
        this.estate = estate;
    }

    void check() {
        try {
            Map<String, ExistingTopic> changelogs = topics.among(estate.changelogs());
            requireWhole(changelogs.values());
            // Before the offsets: another instance may begin meanwhile.
            Set<TopicPartition> written = written(changelogs.keySet());
            Map<TopicPartition, Long> committed = offsets.committed(estate.inputs());
            if (committed.isEmpty()) {
                requireNothing(written);
            } else if (changelogs.isEmpty() && committed.values().stream().anyMatch(offset -> offset > 0)) {
                throw refusal("The group has offsets, and no changelog is there: the state is gone.");
            }
            Map<TopicPartition, Long> first = offsets.first(estate.inputs());
            beginWhereNothingWasRead(committed, first);
            requireWithin(offsets.committed(estate.inputs()), first);
        } catch (KafkaException e) {
            throw NoAccessException.atStart("Offsets cannot be checked (kafka.bootstrap.servers)", e);
        }
    }

    /** Compaction leaves the first offset where it is. */
    private void requireWhole(Collection<ExistingTopic> changelogs) {
        Map<TopicPartition, Long> first = offsets.first(changelogs.stream()
                .filter(changelog ->
                        changelog.value(TopicConfig.CLEANUP_POLICY_CONFIG).equals(TopicConfig.CLEANUP_POLICY_COMPACT))
                .flatMap(changelog -> estate.partitionsOf(changelog.name()))
                .toList());
        refuse(
                first.keySet(),
                partition -> first.get(partition) > 0,
                "have lost their first records: the stores would not come back whole");
    }

    private Set<TopicPartition> written(Set<String> changelogs) {
        Set<TopicPartition> all = new HashSet<>(estate.ours());
        changelogs.forEach(changelog -> estate.partitionsOf(changelog).forEach(all::add));
        Map<TopicPartition, Long> ends = offsets.end(all);
        return all.stream().filter(partition -> ends.get(partition) > 0).collect(Collectors.toSet());
    }

    private static void requireNothing(Set<TopicPartition> written) {
        refuse(
                written,
                any -> true,
                "were written, and the group has no offsets: they expired, were deleted, or ringfence.application-id is another; what is on the input topics would be decided again");
    }

    /** A topic that was never read, of which nothing is missing: the group is new, or the topic is. */
    private void beginWhereNothingWasRead(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> first) {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        estate.inputsByTopic().values().stream()
                .filter(partitions -> partitions.stream().noneMatch(committed::containsKey))
                .forEach(partitions -> partitions.forEach(partition -> beginnings.put(partition, 0L)));
        refuse(
                beginnings.keySet(),
                partition -> first.get(partition) > 0,
                "were never read, and their first records are gone: those were never decided");
        if (!beginnings.isEmpty()) {
            commit(beginnings);
        }
    }

    private void commit(Map<TopicPartition, Long> beginnings) {
        try {
            offsets.commit(beginnings);
        } catch (UnknownMemberIdException e) {
            // The group has members: one that began before has done it, or none of them reads these.
            requireRead(beginnings.keySet());
        }
    }

    private void requireRead(Set<TopicPartition> partitions) {
        Set<TopicPartition> committed = offsets.committed(partitions).keySet();
        Set<String> unread = new TreeSet<>();
        partitions.stream()
                .filter(partition -> !committed.contains(partition))
                .forEach(partition -> unread.add(partition.topic()));
        if (!unread.isEmpty()) {
            throw new StartupException(
                    "The group has members that do not read %s: workers of another release. Stop all of them before the first of this one starts."
                            .formatted(String.join(", ", unread)));
        }
    }

    private void requireWithin(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> first) {
        Map<TopicPartition, Long> ends = offsets.end(estate.inputs());
        refuse(
                estate.inputs(),
                partition -> !committed.containsKey(partition),
                "have no offset in the group, and others of their topic have one");
        refuse(
                estate.inputs(),
                partition -> committed.get(partition) < first.get(partition),
                "begin after the group's offset: the records before were never decided");
        refuse(
                estate.inputs(),
                partition -> committed.get(partition) > ends.get(partition),
                "end before the group's offset: they are not those that were read, or lost records");
    }

    private static void refuse(
            Collection<TopicPartition> partitions, Predicate<TopicPartition> wrong, String complaint) {
        Map<String, Set<Integer>> named = new TreeMap<>();
        partitions.stream().filter(wrong).forEach(partition -> named.computeIfAbsent(
                        partition.topic(), topic -> new TreeSet<>())
                .add(partition.partition()));
        if (!named.isEmpty()) {
            List<String> names = named.entrySet().stream()
                    .map(topic -> topic.getKey() + " " + topic.getValue())
                    .toList();
            throw refusal("Partitions %s %s.".formatted(String.join(", ", names), complaint));
        }
    }

    private static StartupException refusal(String wrong) {
        return new StartupException(wrong + " " + BrokenContinuityException.WAYS_OUT);
    }
}
