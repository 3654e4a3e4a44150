package io.ringfence.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What is due for parties, numbers or sites, each in its turn. However much is, a tick takes no longer than its bound and the turn
 * it is at: whoever else is of the partition is served in between, and no transaction is outlasted.
 */
final class Turns {
    static final Duration TICK = Duration.ofMillis(20);

    /** Of each task; a thread has several. */
    private static final long MAX_TICK_NANOS = Duration.ofMillis(10).toNanos();

    private final ProcessorContext<?, ?> context;
    private final Duration tick;
    private final BooleanSupplier mayGoOn;
    private final BiConsumer<String, Instant> turn;
    private final Set<String> due = new LinkedHashSet<>();
    private Cancellable ticking;

    /**
     * @param mayGoOn whether turns can be taken at the moment
     * @param turn carries out what is due for a party
     */
    Turns(ProcessorContext<?, ?> context, BooleanSupplier mayGoOn, BiConsumer<String, Instant> turn) {
        this(context, TICK, mayGoOn, turn);
    }

    /**
     * @param tick between two ticks, and before the first
     * @param mayGoOn whether turns can be taken at the moment
     * @param turn carries out what is due for a party, number or site
     */
    Turns(ProcessorContext<?, ?> context, Duration tick, BooleanSupplier mayGoOn, BiConsumer<String, Instant> turn) {
        this.context = context;
        this.tick = tick;
        this.mayGoOn = mayGoOn;
        this.turn = turn;
    }

    void due(String party) {
        due.add(party);
        if (ticking == null) {
            ticking = context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, this::tick);
        }
    }

    private void tick(long now) {
        long start = System.nanoTime();
        while (!due.isEmpty() && mayGoOn.getAsBoolean() && System.nanoTime() - start < MAX_TICK_NANOS) {
            Iterator<String> first = due.iterator();
            String party = first.next();
            first.remove();
            turn.accept(party, Instant.ofEpochMilli(now));
        }
        if (due.isEmpty()) {
            // Every tick makes a commit, whether it does anything or not.
            ticking.cancel();
            ticking = null;
        }
    }
}
