package io.ringfence.topology;

import java.util.Map;
import java.util.Set;

/**
 * Asked when a task starts, before it takes a record: whether the committed offsets, the topics and the state of the task
 * are of one age. A state that goes on from other offsets than its own decides history again, or leaves out some of it.
 */
@FunctionalInterface
public interface Continuity {
    /**
     * The positions from which the task goes on: one for each of its inputs, and for each changelog, by topic.
     *
     * @param saved what the state says; empty when it is new
     * @throws BrokenContinuityException when offsets, topics and state are not of one age
     * @throws OvertakenException when they only seem not to be, because another has gone on with the task
     */
    Map<String, Position> check(Task task, Map<String, Position> saved);

    /**
     * What a task reads and keeps.
     *
     * @param partition of each of its topics
     * @param inputs names of topics
     * @param stores names of those that changelogs restore, without the one of the positions
     * @param positions name of the store of the positions
     */
    record Task(int partition, Set<String> inputs, Set<String> stores, String positions) {}
}
