package io.ringfence.ops;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.ringfence.topology.StateStores;
import io.ringfence.topology.Topics;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/** The topics of the topology, by what they are to it. */
@Singleton
final class Estate {
    private final WorkerSettings settings;
    private final Set<String> inputs = new HashSet<>();
    private final Set<String> changelogs = new HashSet<>();

    private final Map<String, String> positionChangelogs = new HashMap<>();

    Estate(Topology topology, WorkerSettings settings) {
        this.settings = settings;
        topology.describe().subtopologies().forEach(this::add);
    }

    private void add(TopologyDescription.Subtopology subtopology) {
        Set<String> topics = nodes(subtopology, TopologyDescription.Source.class)
                .flatMap(source -> source.topicSet().stream())
                .collect(toSet());
        Set<String> stores = nodes(subtopology, TopologyDescription.Processor.class)
                .flatMap(processor -> processor.stores().stream())
                .collect(toSet());
        inputs.addAll(topics);
        stores.stream().map(settings::changelog).forEach(changelogs::add);
        stores.stream()
                .filter(StateStores.POSITIONS::contains)
                .map(settings::changelog)
                .forEach(changelog -> topics.forEach(topic -> positionChangelogs.put(topic, changelog)));
    }

    private static <N extends TopologyDescription.Node> Stream<N> nodes(
            TopologyDescription.Subtopology subtopology, Class<N> type) {
        return subtopology.nodes().stream().filter(type::isInstance).map(type::cast);
    }

    /** Every partition that is read, internal topics' among them. */
    Collection<TopicPartition> inputs() {
        return inputs.stream().flatMap(this::partitionsOf).toList();
    }

    Map<String, List<TopicPartition>> inputsByTopic() {
        return inputs().stream().collect(groupingBy(TopicPartition::topic));
    }

    /** Every partition of requests, orders and results, each of whose records counts. */
    Collection<TopicPartition> toBeDecided() {
        return Topics.INPUTS.stream()
                .filter(topic -> !topic.isCompacted())
                .flatMap(topic -> partitionsOf(topic.name()))
                .toList();
    }

    /** Every partition that is purged of what was processed. */
    Collection<TopicPartition> hops() {
        return Topics.HOPS.stream().flatMap(topic -> partitionsOf(topic.name())).toList();
    }

    /** Every partition that nobody but the worker writes, changelogs aside. */
    Collection<TopicPartition> ours() {
        return Topics.all().stream()
                .filter(topic -> !Topics.OF_OTHERS.contains(topic))
                .flatMap(topic -> partitionsOf(topic.name()))
                .toList();
    }

    /** Names; not all of them need to be there yet. */
    Set<String> changelogs() {
        return changelogs;
    }

    /** The changelog that says how far the topic has gone into the state. */
    String positionChangelogOf(String input) {
        return positionChangelogs.get(input);
    }

    Set<String> positionChangelogs() {
        return Set.copyOf(positionChangelogs.values());
    }

    Stream<TopicPartition> partitionsOf(String topic) {
        return IntStream.range(0, settings.partitions()).mapToObj(partition -> new TopicPartition(topic, partition));
    }
}
