package io.ringfence.query;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.processor.TaskId;

/** To which task a partition of a store belongs. */
@Singleton
final class StoreTasks {
    private final Map<String, Integer> subtopologies = new HashMap<>();

    StoreTasks(Topology topology) {
        topology.describe().subtopologies().forEach(part -> part.nodes().forEach(node -> {
            if (node instanceof Processor processor) {
                processor.stores().forEach(store -> subtopologies.put(store, part.id()));
            }
        }));
    }

    TaskId of(String store, int partition) {
        return new TaskId(subtopologies.get(store), partition);
    }
}
