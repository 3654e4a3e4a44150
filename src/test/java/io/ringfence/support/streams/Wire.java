package io.ringfence.support.streams;

import io.ringfence.topology.Topics;
import io.ringfence.trace.Trace;

/** A record on its way. */
public record Wire(Topics.Topic topic, String key, byte[] value, Trace trace) {
    public Wire(Topics.Topic topic, String key, byte[] value) {
        this(topic, key, value, Trace.NONE);
    }

    public Wire with(Trace newTrace) {
        return new Wire(topic, key, value, newTrace);
    }

    /** Records of one lane stay in order; those of two may overtake each other, as in a topic of many partitions. */
    public record Lane(Topics.Topic topic, String key) {}

    public Lane lane() {
        return new Lane(topic, key);
    }
}
