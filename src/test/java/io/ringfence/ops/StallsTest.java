package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a thread counts as one that gets nowhere, asked every ten seconds. */
class StallsTest {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final SettableClock clock = new SettableClock();
    private final Stalls stalls = new Stalls(clock);

    /** At the nth time that is asked. */
    private interface Behaviour {
        ThreadProgress at(int time);
    }

    @Test
    void threadThatCommitsComesOn() {
        assertThat(isStalled(time -> new ThreadProgress("thread", time, 100.0 * time, 0, 1)))
                .isFalse();
    }

    @Test
    void threadWithoutWorkIsIdle() {
        assertThat(isStalled(time -> new ThreadProgress("thread", 5, 100, 0, 1)))
                .isFalse();
    }

    @Test
    void threadThatHangsIsStalled() {
        assertThat(isStalled(time -> new ThreadProgress("thread", 5, 100, 10.0 * time, 1)))
                .isTrue();
    }

    /** Each transaction times out before it is committed, and what was in it is done again. */
    @Test
    void threadThatNeverCommitsWhatItDoesIsStalled() {
        assertThat(isStalled(time -> new ThreadProgress("thread", 5, 100 + time, 5, 1)))
                .isTrue();
    }

    @Test
    void threadThatHearsNothingOfTheBrokersWaitsForThem() {
        assertThat(isStalled(time -> new ThreadProgress("thread", 5, 100, 10.0 * time, 10.0 * time + 11)))
                .isFalse();
    }

    @Test
    void threadThatComesOnAgainIsNotStalledAnyMore() {
        assertThat(isStalled(time -> new ThreadProgress("thread", 5, 100, 10.0 * time, 1)))
                .isTrue();

        assertThat(stalls.among(List.of(new ThreadProgress("thread", 6, 101, 0, 1))))
                .isEmpty();
    }

    @Test
    void threadIsGivenTime() {
        stalls.among(List.of(new ThreadProgress("thread", 5, 100, 0, 1)));
        clock.pass(Stalls.PATIENCE);

        assertThat(stalls.among(List.of(new ThreadProgress("thread", 5, 100, 60, 1))))
                .isEmpty();
    }

    private boolean isStalled(Behaviour behaviour) {
        List<String> stalled = List.of();
        for (int time = 0; time < 12; time++) {
            stalled = stalls.among(List.of(behaviour.at(time)));
            clock.pass(BETWEEN);
        }
        return !stalled.isEmpty();
    }
}
