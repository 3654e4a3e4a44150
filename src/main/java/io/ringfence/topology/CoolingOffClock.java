package io.ringfence.topology;

import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Rules;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Ends cooling off when its time has come. However many end at once, a tick takes no longer than its bound. */
final class CoolingOffClock implements Punctuator {
    /** How often to look: well within the second that an end of cooling off may be late. */
    static final Duration TICK = Duration.ofMillis(100);

    private static final long MAX_TICK_NANOS = Duration.ofMillis(50).toNanos();

    private final Rules rules;
    private final CoolingOffPolicy policy;
    private final ReadOnlyKeyValueStore<String, NumberEntry> numbers;
    private final CoolingOffIndex index;
    private final OutcomeWriter writer;

    CoolingOffClock(
            Rules rules,
            CoolingOffPolicy policy,
            ReadOnlyKeyValueStore<String, NumberEntry> numbers,
            CoolingOffIndex index,
            OutcomeWriter writer) {
        this.rules = rules;
        this.policy = policy;
        this.numbers = numbers;
        this.index = index;
        this.writer = writer;
    }

    @Override
    public void punctuate(long timestamp) {
        Instant now = Instant.ofEpochMilli(timestamp);
        long start = System.nanoTime();
        index.due(policy.today(now), (until, number) -> {
            end(number, now);
            return System.nanoTime() - start < MAX_TICK_NANOS;
        });
    }

    private void end(String number, Instant now) {
        rules.endCoolingOff(numbers.get(number).number(), now).ifPresent(change -> writer.write(change, now));
    }
}
