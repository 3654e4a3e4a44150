package io.ringfence.readme;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Topics, processors and stores, and how they are joined: {@code a --> b} for what flows, {@code a --- b} between a processor
 * and a store of its. A source or sink is but the end of an arrow.
 */
record Drawing(Set<String> parts, Set<String> lines) {
    private static final Pattern NODE = Pattern.compile("(\\w+)(?:\\[[/(]?([a-z-]+)[/)]?])?");
    private static final Pattern LINE = Pattern.compile(" (-- [a-z ]+ -->|-->|---) ");

    private Drawing() {
        this(new TreeSet<>(), new TreeSet<>());
    }

    /** What a flowchart of Mermaid shows. */
    static Drawing of(String flowchart) {
        Drawing drawing = new Drawing();
        Map<String, String> labels = new HashMap<>();
        List<String> chains = flowchart
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        chains.stream().flatMap(Drawing::nodes).forEach(node -> label(node, labels));
        chains.forEach(chain -> drawing.addChain(chain, labels));
        drawing.parts.addAll(labels.values());
        return drawing;
    }

    private static Stream<String> nodes(String chain) {
        return LINE.splitAsStream(chain);
    }

    private static void label(String node, Map<String, String> labels) {
        Matcher matched = NODE.matcher(node);
        if (!matched.matches()) {
            throw new AssertionError("No node: " + node);
        }
        if (matched.group(2) != null && labels.put(matched.group(1), matched.group(2)) != null) {
            throw new AssertionError("Named twice: " + node);
        }
    }

    private void addChain(String chain, Map<String, String> labels) {
        List<String> nodes = nodes(chain)
                .map(node -> labels.get(node.replaceAll("\\[.*", "")))
                .toList();
        List<String> joints =
                LINE.matcher(chain).results().map(joint -> joint.group(1)).toList();
        for (int i = 0; i < joints.size(); i++) {
            join(nodes.get(i), joints.get(i).equals("---"), nodes.get(i + 1));
        }
    }

    private void join(String from, boolean store, String to) {
        if (!store) {
            lines.add(from + " --> " + to);
        } else {
            lines.add(from.compareTo(to) < 0 ? from + " --- " + to : to + " --- " + from);
        }
    }

    static Drawing of(TopologyDescription topology) {
        Drawing drawing = new Drawing();
        for (TopologyDescription.Subtopology subTopology : topology.subtopologies()) {
            subTopology.nodes().forEach(drawing::add);
        }
        return drawing;
    }

    private void add(TopologyDescription.Node node) {
        parts.addAll(names(node));
        for (String name : names(node)) {
            node.successors().stream()
                    .flatMap(next -> names(next).stream())
                    .filter(next -> !(node instanceof TopologyDescription.Sink))
                    .forEach(next -> join(name, false, next));
        }
        if (node instanceof TopologyDescription.Processor processor) {
            parts.addAll(processor.stores());
            processor.stores().forEach(store -> join(processor.name(), true, store));
        }
    }

    private static Collection<String> names(TopologyDescription.Node node) {
        if (node instanceof TopologyDescription.Source source) {
            return source.topicSet();
        }
        return Set.of(node instanceof TopologyDescription.Sink sink ? sink.topic() : node.name());
    }
}
