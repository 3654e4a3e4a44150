package io.ringfence.topology;

import org.apache.kafka.common.header.Headers;

/** Makes of a record's bytes what a processor takes. */
@FunctionalInterface
interface RecordReader<V> {
    /**
     * What the value says.
     *
     * @param value null where the record has none
     * @throws RuntimeException when it cannot be read: for good, unless {@link Faults#isOfSurroundings} says otherwise
     */
    V read(String topic, String key, Headers headers, byte[] value);
}
