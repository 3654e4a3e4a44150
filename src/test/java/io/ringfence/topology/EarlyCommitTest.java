package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class EarlyCommitTest {
    private static final long NOW = 1_780_000_000_000L;
    private static final long BEHIND = NOW - EarlyCommit.BEHIND.toMillis();

    private MockProcessorContext<Object, Object> context;

    @Test
    void commitsWhatComesInOnTimeWithinTwentyMilliseconds() {
        EarlyCommit commits = committingEvery(250);

        commits.received(BEHIND + 1);

        CapturedPunctuator tick = ticks().get(0);
        assertThat(tick.getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
        assertThat(tick.getInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(context.committed()).isFalse();
        tick.getPunctuator().punctuate(NOW + 20);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void commitsOnceWhatComesInMeanwhile() {
        EarlyCommit commits = committingEvery(250);
        commits.received(NOW);
        commits.received(NOW);
        assertThat(ticks()).hasSize(1);

        ticks().get(0).getPunctuator().punctuate(NOW + 20);

        assertThat(ticks().get(0).cancelled()).isTrue();
        commits.received(NOW);
        assertThat(ticks()).hasSize(2);
    }

    @Test
    void leavesWhatIsBehindToTheInterval() {
        committingEvery(250).received(BEHIND);

        assertThat(ticks()).isEmpty();
    }

    @Test
    void commitsNoLaterThanTheInterval() {
        committingEvery(5).received(NOW);

        assertThat(ticks().get(0).getInterval()).isEqualTo(Duration.ofMillis(5));
    }

    private EarlyCommit committingEvery(int millis) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "any");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, millis);
        context = new MockProcessorContext<>(settings);
        context.setCurrentSystemTimeMs(NOW);
        return new EarlyCommit(context);
    }

    private List<CapturedPunctuator> ticks() {
        return context.scheduledPunctuators();
    }
}
