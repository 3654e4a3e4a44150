package io.ringfence.query;

import io.ringfence.query.Processing.Processor;
import io.ringfence.query.Processing.Sink;
import io.ringfence.query.Processing.Source;
import io.ringfence.query.Processing.Subtopology;
import io.ringfence.query.Processing.Task;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/** What this instance runs, and what of it is here now. */
@Singleton
public final class RunningTopology {
    private final KafkaStreams streams;
    private final String description;
    private final List<Subtopology> subtopologies;

    RunningTopology(KafkaStreams streams, Topology topology) {
        TopologyDescription described = topology.describe();
        this.streams = streams;
        this.description = described.toString();
        this.subtopologies = described.subtopologies().stream()
                .sorted(Comparator.comparing(TopologyDescription.Subtopology::id))
                .map(RunningTopology::subtopology)
                .toList();
    }

    public Processing now() {
        Set<ThreadMetadata> threads = streams.metadataForLocalThreads();
        return new Processing(
                streams.state().name(),
                tasks(threads, ThreadMetadata::activeTasks),
                tasks(threads, ThreadMetadata::standbyTasks),
                subtopologies,
                description);
    }

    private static List<Task> tasks(Set<ThreadMetadata> threads, Function<ThreadMetadata, Set<TaskMetadata>> tasks) {
        return threads.stream()
                .flatMap(thread -> tasks.apply(thread).stream().map(task -> task(thread, task)))
                .sorted(Comparator.comparing(Task::subtopology).thenComparing(Task::partition))
                .toList();
    }

    private static Task task(ThreadMetadata thread, TaskMetadata task) {
        return new Task(
                task.taskId().subtopology(),
                task.taskId().partition(),
                thread.threadName(),
                sorted(task.topicPartitions().stream().map(Object::toString)));
    }

    private static Subtopology subtopology(TopologyDescription.Subtopology part) {
        return new Subtopology(
                part.id(),
                nodes(part, TopologyDescription.Source.class)
                        .map(source -> new Source(source.name(), sorted(source.topicSet().stream()), next(source)))
                        .toList(),
                nodes(part, TopologyDescription.Processor.class)
                        .map(node -> new Processor(node.name(), sorted(node.stores().stream()), next(node)))
                        .toList(),
                nodes(part, TopologyDescription.Sink.class)
                        .map(sink -> new Sink(sink.name(), sink.topic()))
                        .toList());
    }

    private static <N extends TopologyDescription.Node> Stream<N> nodes(
            TopologyDescription.Subtopology part, Class<N> type) {
        return part.nodes().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(Comparator.comparing(TopologyDescription.Node::name));
    }

    private static List<String> next(TopologyDescription.Node node) {
        return sorted(node.successors().stream().map(TopologyDescription.Node::name));
    }

    private static List<String> sorted(Stream<String> names) {
        return names.sorted().toList();
    }
}
