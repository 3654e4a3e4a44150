package io.ringfence.topology;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Rules;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Ends cooling off when its time has come. However many end at once, a tick takes no longer than its bound. Sleeps from
 * one end of a day to the next: under exactly-once every tick costs a transaction, whether it did anything or not.
 */
final class CoolingOffClock implements Punctuator {
    /** Between ticks while there is work left, or may be. */
    static final Duration TICK = Duration.ofMillis(100);

    /** Of each task; a thread has several. */
    private static final long MAX_TICK_NANOS = Duration.ofMillis(10).toNanos();

    private final Rules rules;
    private final ReadOnlyKeyValueStore<String, NumberEntry> numbers;
    private final CoolingOffIndex index;
    private final OutcomeWriter writer;
    private final ProcessorContext<?, ?> context;
    private Cancellable next;

    CoolingOffClock(
            Rules rules,
            ReadOnlyKeyValueStore<String, NumberEntry> numbers,
            CoolingOffIndex index,
            OutcomeWriter writer,
            ProcessorContext<?, ?> context) {
        this.rules = rules;
        this.numbers = numbers;
        this.index = index;
        this.writer = writer;
        this.context = context;
    }

    /** There may be work from while nobody looked; and what is added later may have been due by then. */
    void start() {
        index.whenAddedBehind(() -> wakeIn(TICK));
        wakeIn(TICK);
    }

    @Override
    public void punctuate(long timestamp) {
        Instant now = Instant.ofEpochMilli(timestamp);
        long start = System.nanoTime();
        boolean done = index.due(rules.today(now), number -> {
            end(number, now);
            return System.nanoTime() - start < MAX_TICK_NANOS;
        });
        wakeIn(done ? Duration.between(now, rules.endOfToday(now)) : TICK);
    }

    private void wakeIn(Duration time) {
        if (next != null) {
            next.cancel();
        }
        next = context.schedule(time, PunctuationType.WALL_CLOCK_TIME, this);
    }

    private void end(String number, Instant now) {
        rules.endCoolingOff(numbers.get(number).number(), now).ifPresent(change -> writer.writeOfTime(change, now));
    }
}
