package io.ringfence.intake;

/** Where a record lies. */
public record Published(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
