package io.ringfence.topology;

import java.time.Duration;
import java.time.Instant;

/** Stamps records, and never goes back; knows how far behind it the clock is that ends cooling off. */
final class TestClock {
    private Instant now;
    private Instant ticked;

    TestClock(Instant start) {
        now = start;
        ticked = start;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The time since this was last asked for. */
    Duration sinceLastTick() {
        Duration since = Duration.between(ticked, now);
        ticked = now;
        return since;
    }
}
