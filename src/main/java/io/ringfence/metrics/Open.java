package io.ringfence.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is open in the tasks that are here, and since when. Each task's stream thread tells what is its own; whoever asks, on
 * another thread, waits for none of them.
 */
final class Open<T> {
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final Function<T, Instant> since;
    private final Clock clock;

    Open(Function<T, Instant> since, Clock clock) {
        this.since = since;
        this.clock = clock;
    }

    /** That of a task, from its start to its end. */
    final class Part {
        private final Map<String, T> open = new ConcurrentHashMap<>();

        void put(String key, T value) {
            open.put(key, value);
        }

        void remove(String key) {
            open.remove(key);
        }

        void close() {
            parts.remove(this);
        }
    }

    Part begin() {
        Part part = new Part();
        parts.add(part);
        return part;
    }

    double count(Predicate<T> counted) {
        return all(counted).count();
    }

    /** In seconds; 0 where nothing is open. */
    double oldestAge(Predicate<T> counted) {
        return all(counted)
                .map(since)
                .min(Comparator.naturalOrder())
                .map(first -> Duration.between(first, clock.instant()))
                .map(age -> Math.max(0, age.toMillis() / 1e3))
                .orElse(0.0);
    }

    private Stream<T> all(Predicate<T> counted) {
        return parts.stream().flatMap(part -> part.open.values().stream()).filter(counted);
    }
}
