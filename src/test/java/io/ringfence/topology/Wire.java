package io.ringfence.topology;

/** A record on its way. */
record Wire(Topics.Topic topic, String key, byte[] value) {
    /** Records of one lane stay in order; those of two may overtake each other, as in a topic of many partitions. */
    record Lane(Topics.Topic topic, String key) {}

    Lane lane() {
        return new Lane(topic, key);
    }
}
