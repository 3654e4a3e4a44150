package io.ringfence.topology;

import io.ringfence.domain.OrderProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** How far the orders are that have begun, by the key of the party at its site, and how much they wait for. */
final class OrdersInProgress {
    private final KeyValueStore<String, OrderProgress> store;
    private final Map<String, Integer> awaited = new HashMap<>();
    private int awaitedByAll;

    /** Reads them all. */
    OrdersInProgress(KeyValueStore<String, OrderProgress> store) {
        this.store = store;
        try (KeyValueIterator<String, OrderProgress> all = store.all()) {
            all.forEachRemaining(entry -> await(entry.key, entry.value.awaited()));
        }
    }

    /** The order of a party; null where none has begun. */
    OrderProgress get(String party) {
        return store.get(party);
    }

    /** Reads them all. */
    void forEachParty(Consumer<String> visitor) {
        try (KeyValueIterator<String, OrderProgress> all = store.all()) {
            all.forEachRemaining(entry -> visitor.accept(entry.key));
        }
    }

    /**
     * Remembers how far the order of a party is.
     *
     * @param progress empty once there is nothing more to it
     */
    void put(String party, Optional<OrderProgress> progress) {
        store.put(party, progress.orElse(null));
        await(party, progress.map(OrderProgress::awaited).orElse(0));
    }

    /** Requests of all orders that have no answer yet. */
    int awaited() {
        return awaitedByAll;
    }

    private void await(String party, int now) {
        Integer before = now == 0 ? awaited.remove(party) : awaited.put(party, now);
        awaitedByAll += now - (before == null ? 0 : before);
    }
}
