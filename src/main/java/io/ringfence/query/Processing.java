package io.ringfence.query;

import java.util.List;

/**
 * The stream processing of this instance as it runs.
 *
 * @param state as Kafka Streams names it
 * @param active what this instance decides
 * @param standby of what it keeps copies
 * @param subtopologies of every instance
 * @param description the same as a text, as Kafka writes and tools read it
 */
public record Processing(
        String state, List<Task> active, List<Task> standby, List<Subtopology> subtopologies, String description) {

    /**
     * One partition of a sub-topology.
     *
     * @param thread that has it
     * @param topicPartitions that it reads
     */
    public record Task(int subtopology, int partition, String thread, List<String> topicPartitions) {}

    /** What works together, partition by partition. */
    public record Subtopology(int id, List<Source> sources, List<Processor> processors, List<Sink> sinks) {}

    /**
     * Where records come from.
     *
     * @param to names of what takes them
     */
    public record Source(String name, List<String> topics, List<String> to) {}

    /**
     * What is done with them.
     *
     * @param to names of what takes what comes of it
     */
    public record Processor(String name, List<String> stores, List<String> to) {}

    /** Where records go to. */
    public record Sink(String name, String topic) {}
}
