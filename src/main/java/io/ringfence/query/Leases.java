package io.ringfence.query;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Whether what is in the stores of this instance is what was decided last. Kafka Streams does not know: cut off from
 * the brokers, it keeps its partitions and hears nothing of the instance that was given them.
 */
@Singleton
final class Leases {
    private final KafkaStreams streams;
    private final StoreTasks tasks;
    private final GroupMembers members;
    private final LastPolls polls;
    private final FailedThreads failed;

    Leases(KafkaStreams streams, StoreTasks tasks, GroupMembers members, LastPolls polls, FailedThreads failed) {
        this.streams = streams;
        this.tasks = tasks;
        this.members = members;
        this.polls = polls;
        this.failed = failed;
    }

    /**
     * For a partition of a store.
     *
     * @throws NotQueryableException when this instance may not speak for it now
     */
    Lease of(String store, int partition) {
        TaskId task = tasks.of(store, partition);
        return lease(streams.metadataForLocalThreads().stream()
                .filter(thread -> decides(thread, task))
                .toList());
    }

    /**
     * For whatever this instance has: while partitions move, it is not known which thread has what.
     *
     * @throws NotQueryableException when it may not speak for all of it now
     */
    Lease ofAll() {
        return lease(streams.metadataForLocalThreads());
    }

    private Lease lease(Collection<ThreadMetadata> threads) {
        if (threads.isEmpty()) {
            throw new NotQueryableException("No stream thread of this instance has it.");
        }
        Collection<String> consumers =
                threads.stream().map(ThreadMetadata::consumerClientId).toList();
        if (!consumers.stream().allMatch(polls::isRecent)) {
            throw new NotQueryableException("A stream thread of this instance hangs.");
        }
        Lease lease = new Lease(
                threads.stream().map(ThreadMetadata::threadName).collect(Collectors.toSet()),
                failed,
                members.membersUntil(consumers));
        lease.requireHeld();
        return lease;
    }

    private static boolean decides(ThreadMetadata thread, TaskId task) {
        return thread.activeTasks().stream().anyMatch(active -> active.taskId().equals(task));
    }
}
