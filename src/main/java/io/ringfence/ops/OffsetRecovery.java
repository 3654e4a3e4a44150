package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.topology.Position;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The ways out where offsets and state are not of one age. Each is for a group without members: all workers are stopped, and
 * it is waited for that the group has missed those that were killed.
 *
 * <p>Every method throws a {@link StartupException} where it cannot be done, and then has changed nothing, or can be called
 * again.
 */
@Singleton
public final class OffsetRecovery {
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final AdminClient admin;
    private final Offsets offsets;
    private final RecordedPositions positions;
    private final ExistingTopics topics;
    private final Estate estate;
    private final EmptyGroup group;
    private final LocalState local;
    private final UnfinishedRebuild unfinished;
    private final WorkerSettings settings;

    OffsetRecovery(
            AdminClient admin,
            Offsets offsets,
            RecordedPositions positions,
            ExistingTopics topics,
            Estate estate,
            EmptyGroup group,
            LocalState local,
            UnfinishedRebuild unfinished,
            WorkerSettings settings) {
        this.admin = admin;
        this.offsets = offsets;
        this.positions = positions;
        this.topics = topics;
        this.estate = estate;
        this.group = group;
        this.local = local;
        this.unfinished = unfinished;
        this.settings = settings;
    }

    /** A line for each partition that is read: what it holds, what the group has committed, how far the state is. */
    public List<String> show() {
        return explained(() -> {
            Map<TopicPartition, Long> first = offsets.first(estate.inputs());
            Map<TopicPartition, Long> end = offsets.end(estate.inputs());
            Map<TopicPartition, Long> committed = offsets.committed(estate.inputs());
            Map<TopicPartition, Position> state = positions.read();
            return estate.inputs().stream()
                    .sorted(ORDER)
                    .map(partition -> "%s first %d end %d group %s state %s"
                            .formatted(
                                    partition,
                                    first.get(partition),
                                    end.get(partition),
                                    committed.containsKey(partition) ? committed.get(partition) : "-",
                                    state.containsKey(partition)
                                            ? state.get(partition).next()
                                            : "-"))
                    .toList();
        });
    }

    /** Has the group go on where the state is, which is exact. Inputs that the state has nothing of begin at 0. */
    public List<String> restore() {
        return explained(() -> {
            group.await();
            Map<TopicPartition, Position> state = positions.read();
            if (state.isEmpty()) {
                throw new StartupException(
                        "The state has no positions: there is nothing to restore offsets from. Give them with \"offsets set\".");
            }
            Map<String, Uuid> ids = offsets.topicIds(estate.inputsByTopic().keySet());
            Map<TopicPartition, Long> next = new TreeMap<>(ORDER);
            estate.inputs().forEach(input -> {
                Position position = state.getOrDefault(input, new Position(ids.get(input.topic()), 0));
                if (!position.topicId().equals(ids.get(input.topic()))) {
                    throw new StartupException(
                            "The state goes back to another topic %s than the one that is there: give offsets with \"offsets set\"."
                                    .formatted(input.topic()));
                }
                next.put(input, position.next());
            });
            // These are purged up to what the group has committed, and that is after marks of transactions, which are
            // none
            // of the records that the state counts.
            offsets.first(estate.hops()).forEach((hop, first) -> next.merge(hop, first, Math::max));
            requireThere(next);
            offsets.commit(next);
            return lines(next);
        });
    }

    /**
     * Has group and state go on from the given offsets; what lies before them is not decided, and what the state has had
     * of what lies after them is decided again.
     *
     * @param wanted by partition ({@code topic-0}) or topic: an offset, {@code earliest} or {@code latest}
     */
    public List<String> set(Map<String, String> wanted) {
        return explained(() -> {
            group.await();
            Map<TopicPartition, Long> next = new ChosenOffsets(offsets, estate).of(wanted);
            requireThere(next);
            offsets.commit(next);
            positions.write(next);
            return lines(next);
        });
    }

    /**
     * Gives up all that Ringfence has ever written: outputs, internal topics, changelogs, offsets and the state directory.
     * The topics that others write stay.
     *
     * @param from {@code earliest} or {@code latest}: what of the input topics is decided then
     * @param confirmation the application id
     */
    public List<String> afresh(String from, String confirmation) {
        settings.requireConfirmed(confirmation, "This deletes the audit trail and all state");
        return explained(() -> {
            group.await();
            deleteGroup();
            Set<String> doomed = new HashSet<>(topics.among(Stream.of(
                                    Topics.all().stream().map(Topics.Topic::name),
                                    estate.changelogs().stream(),
                                    Stream.of(unfinished.mark()))
                            .flatMap(names -> names)
                            .toList())
                    .keySet());
            Topics.OF_OTHERS.stream().map(Topics.Topic::name).forEach(doomed::remove);
            Answers.of(admin.deleteTopics(doomed).all());
            local.delete();
            List<String> lines = new ArrayList<>();
            doomed.stream().sorted().map("deleted "::concat).forEach(lines::add);
            Map<String, String> inputs = Topics.INPUTS.stream()
                    .collect(Collectors.toMap(Topics.Topic::name, topic -> topic.isCompacted() ? "earliest" : from));
            lines.addAll(set(inputs));
            return lines;
        });
    }

    private void deleteGroup() {
        try {
            Answers.of(
                    admin.deleteConsumerGroups(Set.of(settings.applicationId())).all());
        } catch (GroupIdNotFoundException e) {
            // Gone already.
        }
    }

    private void requireThere(Map<TopicPartition, Long> next) {
        Map<TopicPartition, Long> first = offsets.first(next.keySet());
        Map<TopicPartition, Long> end = offsets.end(next.keySet());
        next.forEach((partition, offset) -> {
            if (offset < first.get(partition) || offset > end.get(partition)) {
                throw new StartupException(
                        "Partition %s has offsets from %d to %d; %d is not there. Give another with \"offsets set\"."
                                .formatted(partition, first.get(partition), end.get(partition), offset));
            }
        });
    }

    private static List<String> lines(Map<TopicPartition, Long> next) {
        return next.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(input -> "%s goes on from %d".formatted(input.getKey(), input.getValue()))
                .toList();
    }

    private interface Step {
        List<String> run();
    }

    private List<String> explained(Step step) {
        try {
            return step.run();
        } catch (KafkaException e) {
            throw NoAccessException.atStart("Offsets cannot be read or set (kafka.bootstrap.servers)", e);
        }
    }
}
