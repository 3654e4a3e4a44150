package io.ringfence.topology;

import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.Rules;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Remembers orders by their ids, and what they came to. Forgets them some time after that, a bounded number at a time; one
 * that is being carried out is not forgotten.
 */
final class OrderMemory {
    /** Between looks at what is old. Each costs a transaction. */
    static final Duration TICK = Duration.ofMinutes(1);

    /** With what comes a day from as many orders as a partition can carry out, there is time to spare. */
    static final int FORGOTTEN_AT_ONCE = 1_000;

    private static final String AGES = "O";
    private static final char SEPARATOR = '\0';

    private final KeyValueStore<String, byte[]> orders;
    private final KeyValueStore<String, byte[]> index;
    private final Duration retention;

    /**
     * @param index has when an order came to its outcome
     */
    OrderMemory(KeyValueStore<String, byte[]> orders, KeyValueStore<String, byte[]> index, Duration retention) {
        this.orders = orders;
        this.index = index;
        this.retention = retention;
    }

    void start(ProcessorContext<?, ?> context) {
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> forget(Instant.ofEpochMilli(now)));
    }

    /** What comes of an order that is received. */
    enum Verdict {
        /** It is to be carried out. */
        NEW,
        /** Its id belongs to another. */
        ID_REUSED,
        /** It has been received before. */
        KNOWN
    }

    Verdict receive(String key, VoiceServiceOrder order) {
        if (!canBeRemembered(key, order)) {
            return Verdict.NEW;
        }
        byte[] fingerprint = Fingerprint.of(order);
        // Lies beside the one that the id belongs to, and is remembered for longer.
        String refused = SiteKey.refusedOrder(key, order.orderId(), fingerprint);
        if (orders.get(refused) != null) {
            return Verdict.KNOWN;
        }
        byte[] owner = orders.putIfAbsent(SiteKey.order(key, order.orderId()), fingerprint);
        if (owner == null) {
            return Verdict.NEW;
        }
        if (RememberedOrder.of(owner).isOf(fingerprint)) {
            return Verdict.KNOWN;
        }
        orders.put(refused, fingerprint);
        return Verdict.ID_REUSED;
    }

    /** Remembers what an order came to. */
    void settle(String key, VoiceServiceOrder order, byte[] outcome, Instant now) {
        if (canBeRemembered(key, order)) {
            put(SiteKey.order(key, order.orderId()), outcome, now);
        }
    }

    /** Remembers what an order came to whose id belongs to another. */
    void settleReused(String key, VoiceServiceOrder order, byte[] outcome, Instant now) {
        put(SiteKey.refusedOrder(key, order.orderId(), Fingerprint.of(order)), outcome, now);
    }

    /**
     * Remembers an order of which only the outcome is known.
     *
     * @param key of its record
     * @param at when it came to its outcome
     */
    void rebuild(String key, VoiceServiceOutcome outcome, byte[] encoded, Instant at, Instant now) {
        boolean ownsId = outcome.orderId() != null && outcome.code() != OrderRejectionCode.REQUEST_ID_REUSED;
        if (ownsId && isOfUse(key) && at.plus(retention).isAfter(now)) {
            String order = SiteKey.order(key, outcome.orderId());
            orders.put(order, new RememberedOrder(Fingerprint.UNKNOWN, Optional.of(encoded)).bytes());
            age(order, at);
        }
    }

    private void put(String key, byte[] outcome, Instant now) {
        // Of the order as it was received; what it left open is decided by now.
        byte[] remembered = orders.get(key);
        if (remembered != null) {
            orders.put(key, RememberedOrder.of(remembered).with(outcome).bytes());
            age(key, now);
        }
    }

    /**
     * Has an order forgotten some day.
     *
     * @param since when it came to its outcome, as far as is known
     */
    void age(String key, Instant since) {
        index.put(ages(since) + SEPARATOR + key, new byte[] {1});
    }

    private static String ages(Instant since) {
        return AGES + "%016x".formatted(since.toEpochMilli());
    }

    private void forget(Instant now) {
        try (KeyValueIterator<String, byte[]> old = index.range(AGES, ages(now.minus(retention)))) {
            for (int i = 0; i < FORGOTTEN_AT_ONCE && old.hasNext(); i++) {
                KeyValue<String, byte[]> entry = old.next();
                orders.delete(entry.key.substring(entry.key.indexOf(SEPARATOR) + 1));
                index.delete(entry.key);
            }
        }
    }

    private static boolean canBeRemembered(String key, VoiceServiceOrder order) {
        return order.orderId() != null && isOfUse(key);
    }

    /** A key may be as long as a record: no site, and too much for the store and the topic. */
    static boolean isOfUse(String key) {
        return key.length() <= Rules.MAX_TEXT_LENGTH;
    }
}
