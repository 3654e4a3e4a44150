package io.ringfence.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which stream threads get nowhere: they hang, or what they do is never committed, while the brokers are there. One
 * without work, or cut off from the brokers, does not count: to start it anew would help neither.
 */
final class Stalls {
    /** Six times as long as a transaction may last. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Some heartbeats, or polls. */
    private static final double RECENT_SECONDS = 10;

    private record Seen(double commits, double processed, Instant since) {}

    private final Clock clock;
    private final Map<String, Seen> seen = new HashMap<>();

    Stalls(Clock clock) {
        this.clock = clock;
    }

    /** Names of those among the threads that have got nowhere for as long as this was asked. To be asked regularly. */
    synchronized List<String> among(Collection<ThreadProgress> threads) {
        seen.keySet().retainAll(threads.stream().map(ThreadProgress::thread).toList());
        threads.forEach(this::look);
        Instant limit = clock.instant().minus(PATIENCE);
        return threads.stream()
                .map(ThreadProgress::thread)
                .filter(thread -> seen.get(thread).since().isBefore(limit))
                .sorted()
                .toList();
    }

    private void look(ThreadProgress now) {
        Seen before = seen.get(now.thread());
        boolean comesOn = before == null || before.commits() != now.commits();
        boolean isIdle = before != null && before.processed() == now.processed() && isRecent(now.silentSeconds());
        if (comesOn || isIdle || !isRecent(now.heartbeatSeconds())) {
            seen.put(now.thread(), new Seen(now.commits(), now.processed(), clock.instant()));
        }
    }

    private static boolean isRecent(double seconds) {
        return seconds >= 0 && seconds <= RECENT_SECONDS;
    }
}
