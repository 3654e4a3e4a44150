package io.ringfence.query;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The copies that this instance keeps, and which of them have once had all that was written when they were begun. From
 * then on a copy is what its store was a while ago; before, it is no state that ever was: a changelog is compacted, and
 * a part of it lacks entries at random.
 */
@Singleton
public final class CompleteCopies implements StandbyUpdateListener {
    /** A transaction's mark takes an offset after its last record. */
    private static final int MARK = 1;

    private final Map<TopicPartition, Thread> keepers = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> targets = new ConcurrentHashMap<>();
    private final Set<TopicPartition> complete = ConcurrentHashMap.newKeySet();

    CompleteCopies() {}

    /** Whether a store's partition is a copy: this instance writes nothing into it but what another has committed. */
    boolean keeps(String store, int partition) {
        Thread keeper = keepers.get(new TopicPartition(store, partition));
        // A thread that dies does not say that it leaves its copies to others.
        return keeper != null && keeper.isAlive();
    }

    /** Whether the copy of a store's partition is complete. */
    boolean has(String store, int partition) {
        return keeps(store, partition) && complete.contains(new TopicPartition(store, partition));
    }

    @Override
    public void onUpdateStart(TopicPartition changelog, String store, long startingOffset) {
        TopicPartition copy = copy(changelog, store);
        forget(copy);
        keepers.put(copy, Thread.currentThread());
    }

    @Override
    public void onBatchLoaded(
            TopicPartition changelog,
            String store,
            TaskId taskId,
            long batchEndOffset,
            long batchSize,
            long currentEndOffset) {
        TopicPartition copy = copy(changelog, store);
        long target = targets.computeIfAbsent(copy, any -> currentEndOffset);
        if (batchEndOffset + 1 + MARK >= target) {
            complete.add(copy);
        }
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition changelog, String store, long storeOffset, long currentEndOffset, SuspendReason reason) {
        forget(copy(changelog, store));
    }

    private void forget(TopicPartition copy) {
        keepers.remove(copy);
        complete.remove(copy);
        targets.remove(copy);
    }

    private static TopicPartition copy(TopicPartition changelog, String store) {
        return new TopicPartition(store, changelog.partition());
    }
}
