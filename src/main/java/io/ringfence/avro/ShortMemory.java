package io.ringfence.avro;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What was found out about ids a moment ago, so that a thousand records alike are one question. Of a thousand ids at
 * most: whoever sends garbage can think of any number.
 */
final class ShortMemory<V> {
    /** A record that comes within it is judged by what was found out before: longer would be wrong for longer. */
    static final Duration LIFE = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    private record Finding<V>(V value, long nanoTime) {}

    private final Map<Integer, Finding<V>> findings = new LinkedHashMap<>();
    private final LongSupplier nanoTime;

    ShortMemory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized Optional<V> of(int id) {
        return Optional.ofNullable(findings.get(id))
                .filter(finding -> nanoTime.getAsLong() - finding.nanoTime() < LIFE.toNanos())
                .map(Finding::value);
    }

    synchronized void remember(int id, V value) {
        findings.remove(id);
        findings.put(id, new Finding<>(value, nanoTime.getAsLong()));
        if (findings.size() > MOST) {
            findings.remove(findings.keySet().iterator().next());
        }
    }
}
