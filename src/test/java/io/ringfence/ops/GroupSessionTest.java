package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.StartupException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class GroupSessionTest {
    @Test
    void isKafkasOwnWhereNothingIsSet() {
        assertThat(session(Map.of())).isEqualTo(new GroupSession(Duration.ofSeconds(45), Duration.ofSeconds(3)));
    }

    @Test
    void isWhatIsSetForTheMainConsumerBeforeWhatIsSetForAll() {
        assertThat(session(Map.of(
                        "session.timeout.ms", 30_000,
                        "consumer.session.timeout.ms", "20000",
                        "main.consumer.session.timeout.ms", " 10000 ",
                        "heartbeat.interval.ms", 1_000,
                        "consumer.heartbeat.interval.ms", 2_000)))
                .isEqualTo(new GroupSession(Duration.ofSeconds(10), Duration.ofSeconds(2)));
    }

    @Test
    void outlastsASilenceThatEndsBeforeAMemberIsMissed() {
        GroupSession session = new GroupSession(Duration.ofSeconds(10), Duration.ofSeconds(3));

        assertThatCode(() -> session.requireOutlasts(Duration.ofSeconds(7))).doesNotThrowAnyException();
        assertThatThrownBy(() -> session.requireOutlasts(Duration.ofMillis(7_001)))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("RINGFENCE_QUERY_MAX_SILENCE", "7001 ms", "(10000)", "(3000)")
                .message()
                .hasLineCount(1);
    }

    @Test
    void isOfTheClassicProtocolAlone() {
        assertThatThrownBy(() -> session(Map.of("group.protocol", "streams")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("ringfence.streams.group.protocol");
        assertThatCode(() -> session(Map.of("group.protocol", "CLASSIC"))).doesNotThrowAnyException();
    }

    private static GroupSession session(Map<String, ?> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return GroupSession.of(properties);
    }
}
