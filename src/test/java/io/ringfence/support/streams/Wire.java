package io.ringfence.support.streams;

import io.ringfence.topology.Topics;

/** A record on its way. */
public record Wire(Topics.Topic topic, String key, byte[] value) {
    /** Records of one lane stay in order; those of two may overtake each other, as in a topic of many partitions. */
    public record Lane(Topics.Topic topic, String key) {}

    public Lane lane() {
        return new Lane(topic, key);
    }
}
