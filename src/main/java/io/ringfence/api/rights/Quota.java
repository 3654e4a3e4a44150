package io.ringfence.api.rights;

import io.micronaut.http.HttpStatus;
import io.ringfence.api.problem.RetryLater;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** How much of something may be held at a time, in total and by one caller; where nobody knows who calls, in total alone. */
public final class Quota {
    private final String what;
    private final int total;
    private final int each;

    private final Map<String, Integer> held = new HashMap<>();
    private int all;

    /**
     * @param what in the plural
     */
    Quota(String what, int total, int each) {
        this.what = what;
        this.total = total;
        this.each = each;
    }

    /** A part of it, until that is given back. */
    public final class Hold {
        private final Optional<String> by;
        private final AtomicBoolean isOver = new AtomicBoolean();

        private Hold(Optional<String> by) {
            this.by = by;
        }

        /** Once is enough. */
        public void giveBack() {
            if (isOver.compareAndSet(false, true)) {
                release(by);
            }
        }
    }

    /**
     * Takes a part of it.
     *
     * @throws RetryLater 429 where the caller holds as much as it may, 503 where all callers do
     */
    public synchronized Hold take(Caller caller) {
        Optional<String> by = caller.name();
        if (by.map(name -> held.getOrDefault(name, 0)).orElse(0) >= each) {
            throw new RetryLater(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "You have %d %s already, as many as one may have.".formatted(each, what));
        }
        if (all >= total) {
            throw new RetryLater(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "There are %d %s already, as many as there may be.".formatted(total, what));
        }
        all++;
        by.ifPresent(name -> held.merge(name, 1, Integer::sum));
        return new Hold(by);
    }

    private synchronized void release(Optional<String> by) {
        all--;
        by.ifPresent(name -> held.computeIfPresent(name, (any, count) -> count == 1 ? null : count - 1));
    }
}
