package io.ringfence.ops;

import io.ringfence.topology.BrokenContinuityException;
import io.ringfence.topology.Continuity;
import io.ringfence.topology.OvertakenException;
import io.ringfence.topology.Position;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Holds what the state of a task says against the topics and the group's offsets. */
@Singleton
final class TaskContinuity implements Continuity {
    private final Offsets offsets;
    private final Restoration restoration;
    private final WorkerSettings settings;

    TaskContinuity(Offsets offsets, Restoration restoration, WorkerSettings settings) {
        this.offsets = offsets;
        this.restoration = restoration;
        this.settings = settings;
    }

    @Override
    public Map<String, Position> check(Task task, Map<String, Position> saved) {
        Set<String> changelogs = task.stores().stream().map(settings::changelog).collect(Collectors.toSet());
        Map<String, Uuid> ids = offsets.topicIds(
                Stream.concat(task.inputs().stream(), changelogs.stream()).toList());
        ids.forEach((topic, id) -> requireSame(topic, id, Optional.ofNullable(saved.get(topic))));
        Map<TopicPartition, Long> committed = offsets.committed(task.inputs().stream()
                .map(input -> new TopicPartition(input, task.partition()))
                .toList());
        TopicPartition kept = new TopicPartition(settings.changelog(task.positions()), task.partition());
        Map<String, Position> positions = new HashMap<>();
        changelogs.forEach(changelog -> positions.put(changelog, new Position(ids.get(changelog), 0)));
        for (String input : task.inputs()) {
            TopicPartition partition = new TopicPartition(input, task.partition());
            long offset = Optional.ofNullable(committed.get(partition))
                    .orElseThrow(() ->
                            new BrokenContinuityException("The group has no offset for partition " + partition + "."));
            Position position = saved.get(input);
            if (position == null) {
                requireState(partition, offset, changelogs, kept);
                position = new Position(ids.get(input), offset);
            }
            requireDecided(partition, position.next(), offset, kept);
            positions.put(input, position);
        }
        return positions;
    }

    private void requireSame(String topic, Uuid id, Optional<Position> saved) {
        saved.filter(position -> !position.topicId().equals(id)).ifPresent(other -> {
            throw new BrokenContinuityException(
                    "The state goes back to a topic %s with id %s, and the one that is there has id %s: it was deleted and created anew, or ringfence.state-directory %s is of another cluster or time (then delete the directory)."
                            .formatted(
                                    topic,
                                    other.topicId(),
                                    id,
                                    settings.stateDirectory().toAbsolutePath()));
        });
    }

    /** What ran before there were positions left state behind; offsets without any state are what is left of a loss. */
    private void requireState(TopicPartition input, long offset, Set<String> changelogs, TopicPartition kept) {
        if (offset == 0) {
            return;
        }
        requireNotOvertaken(input, 0, offset, kept);
        if (!changelogs.isEmpty() && areEmpty(changelogs, input.partition())) {
            throw new BrokenContinuityException(
                    "Partition %s was read up to offset %d, and its state is gone: nothing was ever written to %s."
                            .formatted(input, offset, String.join(", ", changelogs)));
        }
    }

    private boolean areEmpty(Set<String> changelogs, int partition) {
        return offsets
                .end(changelogs.stream()
                        .map(changelog -> new TopicPartition(changelog, partition))
                        .toList())
                .values()
                .stream()
                .allMatch(end -> end == 0);
    }

    private void requireDecided(TopicPartition input, long next, long committed, TopicPartition kept) {
        if (committed < next) {
            throw new BrokenContinuityException(
                    "The group's offset for partition %s is %d, and the state has its records up to %d: they would be decided twice."
                            .formatted(input, committed, next));
        }
        if (committed > next && offsets.hasRecord(input, next, committed)) {
            requireNotOvertaken(input, next, committed, kept);
            throw new BrokenContinuityException(
                    "The group's offset for partition %s is %d, and the state has its records only up to %d: those between were never decided."
                            .formatted(input, committed, next));
        }
    }

    /**
     * Offsets and positions are committed together, and what a transaction writes is on the changelogs before it commits
     * offsets. So whoever has committed these has made the changelog longer than it was when this task's restoration began:
     * asked for after the offsets, its end tells a thread that others have gone on without from a state that is behind.
     *
     * @param kept changelog of the positions
     */
    private void requireNotOvertaken(TopicPartition input, long next, long committed, TopicPartition kept) {
        long end = offsets.end(List.of(kept)).get(kept);
        restoration.end(kept).filter(restored -> restored < end).ifPresent(restored -> {
            throw new OvertakenException(
                    "The group's offset for partition %s is %d, and the state has its records up to %d: it was restored from %s up to %d, which others have written up to %d since."
                            .formatted(input, committed, next, kept, restored, end));
        });
    }
}
