package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringfence.ops.Restoration.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Progress by store and partition; lines at intervals, and none where nothing takes long. */
class RestorationTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Restoration.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SettableClock clock = new SettableClock();
    private final Restoration restoration = new Restoration(clock);

    @BeforeEach
    void listen() {
        lines.start();
        LOG.setLevel(Level.INFO);
        LOG.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        LOG.detachAppender(lines);
        LOG.setLevel(null);
    }

    @Test
    void countsWhatIsDoneAndLeftByStoreAndPartition() {
        restoration.onRestoreStart(partition("a", 0), "a", 100, 1_100);
        restoration.onRestoreStart(partition("a", 1), "a", 0, 50);
        restoration.onRestoreStart(partition("b", 0), "b", 0, 10);
        restoration.onBatchRestored(partition("a", 0), "a", 349, 200);
        restoration.onRestoreEnd(partition("b", 0), "b", 10);

        assertThat(restoration.progress())
                .isEqualTo(Map.of("a", Map.of(0, new Progress(200, 750), 1, new Progress(0, 50))));
    }

    @Test
    void forgetsWhatIsNoLongerItsOwn() throws InterruptedException {
        restoration.onRestoreStart(partition("a", 0), "a", 0, 10);
        restoration.onRestoreSuspended(partition("a", 0), "a", 0);
        Thread dead = new Thread(() -> restoration.onRestoreStart(partition("a", 1), "a", 0, 10));
        dead.start();
        dead.join();

        assertThat(restoration.progress()).isEmpty();
    }

    @Test
    void remembersUpToWhereItWas() {
        assertThat(restoration.end(partition("a", 0))).isEmpty();

        restoration.onRestoreStart(partition("a", 0), "a", 0, 10);
        restoration.onRestoreEnd(partition("a", 0), "a", 10);
        assertThat(restoration.end(partition("a", 0))).hasValue(10L);

        restoration.onRestoreStart(partition("a", 0), "a", 10, 10);
        restoration.onRestoreSuspended(partition("a", 0), "a", 0);
        restoration.onRestoreStart(partition("a", 0), "a", 10, 12);
        assertThat(restoration.end(partition("a", 0))).hasValue(12L);
    }

    @Test
    void smallAndQuickMakesNoNoise() {
        restoration.onRestoreStart(partition("a", 0), "a", 5, 5);
        restoration.onRestoreEnd(partition("a", 0), "a", 0);
        restoration.onRestoreStart(partition("a", 0), "a", 0, 900);
        restoration.onBatchRestored(partition("a", 0), "a", 899, 900);
        restoration.onRestoreEnd(partition("a", 0), "a", 900);

        assertThat(lines.list).isEmpty();
    }

    @Test
    void longOneSaysHowFarItIsAtIntervals() {
        restoration.onRestoreStart(partition("a", 3), "a", 0, 5_000);
        for (int second = 1; second <= 25; second++) {
            clock.pass(Duration.ofSeconds(1));
            restoration.onBatchRestored(partition("a", 3), "a", second * 100 - 1, 100);
        }

        assertThat(messages()).hasSize(2);
        assertThat(messages().get(0)).contains("store a", "1000 records done, 4000 left", "3=");
        assertThat(messages().get(1)).contains("2000 records done, 3000 left");
    }

    @Test
    void largeOneSaysWhenItStartsAndEnds() {
        restoration.onRestoreStart(partition("a", 3), "a", 0, 20_000);
        restoration.onBatchRestored(partition("a", 3), "a", 19_999, 20_000);
        restoration.onRestoreEnd(partition("a", 3), "a", 20_000);

        assertThat(messages()).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("partition 3 of store a", "20000 records"));
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static TopicPartition partition(String store, int partition) {
        return new TopicPartition(store + "-changelog", partition);
    }
}
