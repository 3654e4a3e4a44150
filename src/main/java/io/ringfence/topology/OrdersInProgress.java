package io.ringfence.topology;

import io.ringfence.domain.OrderProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** How far the orders are that have begun, by the key of the party at its site, and how much they wait for. */
final class OrdersInProgress {
    private final KeyValueStore<String, OrderProgress> store;
    private final Map<String, Integer> awaited = new LinkedHashMap<>();
    private int awaitedByAll;

    /** Reads them all. */
    OrdersInProgress(KeyValueStore<String, OrderProgress> store) {
        this.store = store;
        try (KeyValueIterator<String, OrderProgress> all = store.all()) {
            all.forEachRemaining(entry -> count(entry.key, Optional.of(entry.value)));
        }
    }

    /** Those whose order has begun. */
    List<String> parties() {
        return List.copyOf(awaited.keySet());
    }

    /** The order of a party; null where none has begun. */
    OrderProgress get(String party) {
        return store.get(party);
    }

    /**
     * Remembers how far the order of a party is.
     *
     * @param progress empty once there is nothing more to it
     */
    void put(String party, Optional<OrderProgress> progress) {
        store.put(party, progress.orElse(null));
        count(party, progress);
    }

    /** Requests of all orders that have no answer yet. */
    int awaited() {
        return awaitedByAll;
    }

    private void count(String party, Optional<OrderProgress> progress) {
        Integer before = awaited.remove(party);
        awaitedByAll -= before == null ? 0 : before;
        progress.ifPresent(now -> {
            awaited.put(party, now.awaited());
            awaitedByAll += now.awaited();
        });
    }
}
