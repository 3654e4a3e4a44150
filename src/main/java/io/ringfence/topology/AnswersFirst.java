package io.ringfence.topology;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Lets answers go before requests. Of what its inputs hold for a task, Kafka Streams takes the record with the lowest time
 * next: an answer that was given a moment ago would wait behind a whole backlog of requests, and its number would refuse
 * each of them that asks for it. It puts no request off for long: there is one answer for each request that made a claim.
 */
final class AnswersFirst implements TimestampExtractor {
    /** Longer than anybody keeps what is not decided. */
    private static final long LEAD = Duration.ofDays(3_650).toMillis();

    private final TimestampExtractor time;

    /**
     * @param time tells the time of a record as it is
     */
    AnswersFirst(TimestampExtractor time) {
        this.time = time;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> received, long partitionTime) {
        return time.extract(received, partitionTime) - LEAD;
    }

    /** The time of a record as it is. */
    static long withoutLead(long extracted) {
        return extracted + LEAD;
    }
}
