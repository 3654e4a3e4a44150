package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of a record, whatever its broker says. */
class RecordTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final RecordTime time = new RecordTime(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(strings = {"-P10D", "-PT1M", "PT0S", "PT30M"})
    void isTheBrokers(String ahead) {
        assertThat(extract(ahead)).isEqualTo(NOW.plus(Duration.parse(ahead)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT30M0.001S", "PT37H", "P10D"})
    void isNotFarAheadOfTheWorkers(String ahead) {
        assertThat(extract(ahead)).isEqualTo(NOW.plus(RecordTime.TOLERANCE));
    }

    private Instant extract(String ahead) {
        ConsumerRecord<Object, Object> received = new ConsumerRecord<>(
                Topics.ACTIONS.name(),
                0,
                0,
                NOW.plus(Duration.parse(ahead)).toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
        return Instant.ofEpochMilli(time.extract(received, -1));
    }
}
