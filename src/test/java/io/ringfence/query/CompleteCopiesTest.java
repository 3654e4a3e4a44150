package io.ringfence.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class CompleteCopiesTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("ringfence-sites-changelog", 3);
    private static final TaskId TASK = new TaskId(1, 3);

    private final CompleteCopies copies = new CompleteCopies();

    @Test
    void copyIsCompleteOnceItHasAllThatWasThereWhenItWasBegun() {
        copies.onUpdateStart(CHANGELOG, "sites", 0);
        copies.onBatchLoaded(CHANGELOG, "sites", TASK, 49, 50, 100);
        assertThat(copies.has("sites", 3)).isFalse();

        copies.onBatchLoaded(CHANGELOG, "sites", TASK, 98, 49, 5_000);

        assertThat(copies.has("sites", 3))
                .as("the last offset is a transaction's mark")
                .isTrue();
        assertThat(copies.has("sites", 2)).isFalse();
        assertThat(copies.has("numbers", 3)).isFalse();
    }

    @Test
    void copyThatIsBegunAgainIsNotCompleteUntilItHasCaughtUpAgain() {
        copies.onBatchLoaded(CHANGELOG, "sites", TASK, 99, 100, 100);
        copies.onUpdateSuspended(CHANGELOG, "sites", 100, 100, SuspendReason.MIGRATED);
        assertThat(copies.has("sites", 3)).isFalse();

        copies.onUpdateStart(CHANGELOG, "sites", 0);
        copies.onBatchLoaded(CHANGELOG, "sites", TASK, 99, 100, 300);

        assertThat(copies.has("sites", 3)).isFalse();
    }

    @Test
    void copyIsKeptFromItsBeginningUntilItIsPromotedOrMoved() {
        assertThat(copies.keeps("sites", 3)).isFalse();
        copies.onUpdateStart(CHANGELOG, "sites", 0);
        assertThat(copies.keeps("sites", 3)).isTrue();
        assertThat(copies.keeps("sites", 2)).isFalse();

        copies.onUpdateSuspended(CHANGELOG, "sites", 100, 100, SuspendReason.PROMOTED);

        assertThat(copies.keeps("sites", 3)).isFalse();
    }

    /** Another thread may have been given it since, and decide by it. */
    @Test
    void copyOfADeadThreadIsKeptNoMore() throws Exception {
        Thread keeper = new Thread(() -> {
            copies.onUpdateStart(CHANGELOG, "sites", 0);
            copies.onBatchLoaded(CHANGELOG, "sites", TASK, 99, 100, 100);
        });
        keeper.start();
        keeper.join();

        assertThat(copies.keeps("sites", 3)).isFalse();
        assertThat(copies.has("sites", 3)).isFalse();
    }
}
