package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.junit.jupiter.api.Test;

/** Answers go before requests, and keep their time. */
class AnswersFirstTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final TimestampExtractor requests = new FailOnInvalidTimestamp();
    private final TimestampExtractor answers = new AnswersFirst(requests);

    @Test
    void answerOfNowIsBeforeARequestOfAYearAgo() {
        long request = requests.extract(at(NOW.minus(Duration.ofDays(365))), 0);

        assertThat(answers.extract(at(NOW), 0)).isBetween(0L, request - 1);
    }

    @Test
    void timeIsAsItWas() {
        assertThat(AnswersFirst.withoutLead(answers.extract(at(NOW), 0))).isEqualTo(NOW.toEpochMilli());
    }

    private static ConsumerRecord<Object, Object> at(Instant time) {
        return new ConsumerRecord<>(
                "topic",
                0,
                0,
                time.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());
    }
}
