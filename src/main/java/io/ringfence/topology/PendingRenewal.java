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
 * Tells the site once more of each change that is in progress when its task starts: what the site was asked, or its answer,
 * may have been lost, and its number would be in progress for ever. The owner of the site grants a number what it has granted
 * it before, and what is answered twice settles once. The voice platform is not asked again: its topic is kept, and what it
 * was asked is there.
 *
 * <p>On state that an earlier release has left, whose changes in progress nobody has listed, looks once at all numbers, and
 * tells their sites how each stands: what those have missed is lost no longer.
 */
final class PendingRenewal implements Punctuator {
    /** Between ticks while there is work left. */
    static final Duration TICK = Duration.ofMillis(100);

    /** Of each task; a thread has several. */
    private static final long MAX_TICK_NANOS = Duration.ofMillis(10).toNanos();

    /** Comes before all numbers, and after what is none. */
    private static final String FIRST = "+";

    private final Rules rules;
    private final ReadOnlyKeyValueStore<String, NumberEntry> numbers;
    private final PendingChanges pending;
    private final OutcomeWriter writer;
    private final ProcessorContext<?, ?> context;
    private final StoreWalk walk = new StoreWalk(FIRST);
    private Cancellable ticking;

    PendingRenewal(
            Rules rules,
            ReadOnlyKeyValueStore<String, NumberEntry> numbers,
            PendingChanges pending,
            OutcomeWriter writer,
            ProcessorContext<?, ?> context) {
        this.rules = rules;
        this.numbers = numbers;
        this.pending = pending;
        this.writer = writer;
        this.context = context;
    }

    void start() {
        ticking = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this);
    }

    @Override
    public void punctuate(long timestamp) {
        Instant now = Instant.ofEpochMilli(timestamp);
        boolean isComplete = pending.isComplete();
        boolean done = isComplete ? renewPending(now) : lookAtAll(now);
        if (done) {
            // Every tick makes a commit, whether it does anything or not.
            ticking.cancel();
        }
        if (done && !isComplete) {
            pending.complete();
        }
    }

    private boolean renewPending(Instant now) {
        return walk.isThrough(
                pending::from,
                number -> {
                    NumberEntry entry = numbers.get(number.key);
                    if (entry.pending() != null) {
                        pending.tell(entry.number());
                        renew(entry, now);
                    }
                },
                end());
    }

    private boolean lookAtAll(Instant now) {
        return walk.isThrough(
                from -> numbers.range(from, null),
                number -> {
                    if (number.value.pending() != null) {
                        pending.addFound(number.value.number());
                        renew(number.value, now);
                    } else if (number.value.number() != null
                            && number.value.number().isKnownInFull()) {
                        writer.tell(number.value.number(), now);
                    }
                },
                end());
    }

    private static long end() {
        return System.nanoTime() + MAX_TICK_NANOS;
    }

    /** What a newer release has made pending is for that one to ask after. */
    private void renew(NumberEntry entry, Instant now) {
        if (entry.number().isKnownInFull()) {
            writer.tell(rules.pending(entry), now);
        }
    }
}
