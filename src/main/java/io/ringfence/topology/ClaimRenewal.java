package io.ringfence.topology;

import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Makes each claim once more that has no answer when its task starts: it, or its answer, may have been lost, and its
 * number would be in progress for ever. The owner of the site grants a number what it has granted it before, and what is
 * answered twice settles once.
 *
 * <p>On state that an earlier release has left, whose pending claims nobody has listed, looks once at all numbers, and
 * tells their sites how each stands: what those have missed is lost no longer.
 */
final class ClaimRenewal implements Punctuator {
    /** Between ticks while there is work left. */
    static final Duration TICK = Duration.ofMillis(100);

    /** Of each task; a thread has several. */
    private static final long MAX_TICK_NANOS = Duration.ofMillis(10).toNanos();

    /** Comes before all numbers, and after what is none. */
    private static final String FIRST = "+";

    private final Rules rules;
    private final ReadOnlyKeyValueStore<String, NumberEntry> numbers;
    private final PendingClaims pending;
    private final OutcomeWriter writer;
    private final ProcessorContext<?, ?> context;
    private String resumeAt = FIRST;
    private Cancellable ticking;

    ClaimRenewal(
            Rules rules,
            ReadOnlyKeyValueStore<String, NumberEntry> numbers,
            PendingClaims pending,
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
        return each(pending.from(resumeAt), number -> {
            NumberEntry entry = numbers.get(number.key);
            if (entry.pending() != null) {
                renew(entry, now);
            }
        });
    }

    private boolean lookAtAll(Instant now) {
        return each(numbers.range(resumeAt, null), number -> {
            if (number.value.pending() != null) {
                pending.add(number.key);
                renew(number.value, now);
            } else if (number.value.number() != null && number.value.number().isKnownInFull()) {
                writer.tell(number.value.number(), now);
            }
        });
    }

    /** What a newer release has made pending is for that one to ask after. */
    private void renew(NumberEntry entry, Instant now) {
        if (entry.number().isKnownInFull()) {
            writer.tell(rules.pendingClaim(entry), now);
        }
    }

    /** Takes one after another until there are no more, or it has taken long enough. Returns whether there are no more. */
    private <V> boolean each(KeyValueIterator<String, V> entries, Consumer<KeyValue<String, V>> receiver) {
        long start = System.nanoTime();
        try (entries) {
            while (entries.hasNext()) {
                KeyValue<String, V> entry = entries.next();
                resumeAt = entry.key + '\0';
                receiver.accept(entry);
                if (System.nanoTime() - start >= MAX_TICK_NANOS) {
                    return false;
                }
            }
        }
        return true;
    }
}
