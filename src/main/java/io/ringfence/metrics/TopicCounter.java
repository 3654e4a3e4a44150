package io.ringfence.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.ringfence.topology.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts records by their topic. */
final class TopicCounter {
    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /**
     * @param topics that are there from the start
     */
    TopicCounter(MeterRegistry registry, String name, String description, List<Topics.Topic> topics) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        topics.forEach(topic -> counter(topic.name()));
    }

    void increment(String topic) {
        counter(topic).increment();
    }

    private Counter counter(String topic) {
        return counters.computeIfAbsent(topic, any -> Counter.builder(name)
                .description(description)
                .tag("topic", topic)
                .register(registry));
    }
}
