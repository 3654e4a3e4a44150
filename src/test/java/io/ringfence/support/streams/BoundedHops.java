package io.ringfence.support.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;

/**
 * Fails where two processors answer each other without end: the driver would carry their records from one to the other for
 * ever. Sees every record that is read, which is all that it is an extractor for.
 */
public final class BoundedHops extends FailOnInvalidTimestamp {
    private static final int MOST = 100_000;

    private int records;

    /** For Kafka Streams, which instantiates it by name. */
    public BoundedHops() {}

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (++records > MOST) {
            throw new IllegalStateException(MOST + " records, and no end; now " + record.topic());
        }
        return super.extract(record, partitionTime);
    }
}
