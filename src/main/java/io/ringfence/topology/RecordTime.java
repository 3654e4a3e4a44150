package io.ringfence.topology;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of a record is that of its broker, unless that is far ahead of the worker's own: then it is little ahead.
 * One record of days ahead would carry the dedupe store along, past all that it still has to know of the days before;
 * and what follows from it would have its time, which other brokers refuse, so that no worker could get past it.
 *
 * <p>Times that have passed are left alone: a backlog is decided as of when it came in. Where an attempt is repeated,
 * as after a crash, the bound is later, but nothing remains of the attempt before. A worker whose clock is behind by
 * more than the tolerance cannot tell that from brokers that are ahead: it decides as of its own clock, and says so.
 */
public final class RecordTime extends FailOnInvalidTimestamp {
    /** More than clocks differ that anybody looks after, and half of what brokers allow by default: theirs differ too. */
    static final Duration TOLERANCE = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(RecordTime.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant nextWarning = Instant.MIN;

    /** By the clock of the machine. */
    public RecordTime() {
        this(Clock.systemUTC());
    }

    RecordTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> received, long partitionTime) {
        long time = super.extract(received, partitionTime);
        Instant now = clock.instant();
        long latest = now.plus(TOLERANCE).toEpochMilli();
        if (time <= latest) {
            return time;
        }
        warn(received, now);
        return latest;
    }

    private void warn(ConsumerRecord<Object, Object> received, Instant now) {
        if (now.isAfter(nextWarning)) {
            nextWarning = now.plus(BETWEEN_WARNINGS);
            LOG.warn(
                    "Topic {}, partition {}, offset {} has the time {}, here it is {}: one of the two clocks is wrong.",
                    received.topic(),
                    received.partition(),
                    received.offset(),
                    Instant.ofEpochMilli(received.timestamp()),
                    now);
        }
    }
}
