package io.ringfence.support.property;

import java.time.Duration;
import java.time.Instant;

/** Stamps records, and never goes back; knows how far behind it the clock is that ends cooling off. */
public final class TestClock {
    private Instant now;
    private Instant ticked;

    public TestClock(Instant start) {
        now = start;
        ticked = start;
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** The time since this was last asked for. */
    public Duration sinceLastTick() {
        Duration since = Duration.between(ticked, now);
        ticked = now;
        return since;
    }
}
