package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Makes the index of what was there before there was one, bit by bit, and has it follow the listing. Until that is done,
 * nobody may rely on it.
 */
final class IndexBuild {
    /** Between ticks. */
    static final Duration TICK = Duration.ofMillis(20);

    private static final long MAX_TICK_NANOS = Duration.ofMillis(10).toNanos();

    /** Its value says how far the build is. */
    private static final String MARK = "B";

    private final SiteIndex index;
    private final OrderMemory orderMemory;
    private final KeyValueStore<String, byte[]> store;
    private final KeyValueStore<String, PhoneNumber> siteNumbers;
    private final KeyValueStore<String, byte[]> orders;

    private Stage stage;

    private final StoreWalk walk;

    private boolean isMarked;
    private Cancellable ticking;

    private enum Stage {
        NUMBERS,
        ORDERS,
        READY
    }

    IndexBuild(
            SiteIndex index,
            OrderMemory orderMemory,
            KeyValueStore<String, byte[]> store,
            KeyValueStore<String, PhoneNumber> siteNumbers,
            KeyValueStore<String, byte[]> orders) {
        this.index = index;
        this.orderMemory = orderMemory;
        this.store = store;
        this.siteNumbers = siteNumbers;
        this.orders = orders;
        byte[] mark = store.get(MARK);
        isMarked = mark != null;
        if (isMarked) {
            String text = new String(mark, StandardCharsets.UTF_8);
            stage = Stage.valueOf(text.substring(0, text.indexOf(' ')));
            walk = StoreWalk.markedBy(text);
        } else {
            walk = new StoreWalk(null);
            stage = isEmpty(siteNumbers) && isEmpty(orders) ? Stage.READY : Stage.NUMBERS;
        }
    }

    /** Whether the index has all that it is to have. */
    static boolean isDone(ReadOnlyKeyValueStore<String, byte[]> store) {
        byte[] mark = store.get(MARK);
        return mark != null && new String(mark, StandardCharsets.UTF_8).startsWith(Stage.READY + " ");
    }

    private static boolean isEmpty(KeyValueStore<String, ?> store) {
        try (KeyValueIterator<String, ?> any = store.all()) {
            return !any.hasNext();
        }
    }

    /**
     * Goes on from where it was.
     *
     * @param whenReady told in a tick, unless it is ready at once
     */
    void start(ProcessorContext<?, ?> context, Runnable whenReady) {
        if (!isReady()) {
            ticking = context.schedule(
                    TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now), whenReady));
        }
    }

    boolean isReady() {
        return stage == Stage.READY;
    }

    /**
     * Follows a change of the listing, unless its number is yet to be looked at.
     *
     * @param key of the number at its site
     */
    void follow(String key, PhoneNumber before, PhoneNumber after) {
        if (!isMarked) {
            mark();
        }
        if (stage != Stage.NUMBERS || walk.isPast(key)) {
            index.follow(before, after);
        }
    }

    private void tick(Instant now, Runnable whenReady) {
        long end = System.nanoTime() + MAX_TICK_NANOS;
        if (stage == Stage.NUMBERS
                && walk.isThrough(
                        from -> siteNumbers.range(from, null), number -> index.follow(null, number.value), end)) {
            enter(Stage.ORDERS);
        }
        if (stage == Stage.ORDERS
                && walk.isThrough(from -> orders.range(from, null), order -> orderMemory.age(order.key, now), end)) {
            enter(Stage.READY);
        }
        mark();
        if (isReady()) {
            ticking.cancel();
            whenReady.run();
        }
    }

    private void enter(Stage next) {
        stage = next;
        walk.beginAnew();
    }

    private void mark() {
        store.put(MARK, walk.mark(stage).getBytes(StandardCharsets.UTF_8));
        isMarked = true;
    }
}
