package io.ringfence.topology;

import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.trace.Trace;
import org.apache.kafka.streams.state.KeyValueStore;

/** The traces of the orders that have no outcome yet. */
final class OrderTraces {
    private static final String TRACE = "P";

    private final KeyValueStore<String, byte[]> index;

    OrderTraces(KeyValueStore<String, byte[]> index) {
        this.index = index;
    }

    /** Most orders have none: those leave nothing. */
    void add(VoiceServiceOrder order, Trace trace) {
        if (!trace.equals(Trace.NONE)) {
            index.put(key(order), trace.toBytes());
        }
    }

    Trace of(VoiceServiceOrder order) {
        byte[] kept = index.get(key(order));
        return kept == null ? Trace.NONE : Trace.fromBytes(kept);
    }

    void remove(VoiceServiceOrder order) {
        index.delete(key(order));
    }

    private static String key(VoiceServiceOrder order) {
        return TRACE + SiteKey.order(order.siteId(), order.orderId());
    }
}
