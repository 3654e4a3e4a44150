package io.ringfence.topology;

import io.ringfence.domain.VoiceServiceOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The orders that wait behind others of their party, by the key of the party at its site. */
final class WaitingOrders {
    private final KeyValueStore<String, VoiceServiceOrder> store;

    WaitingOrders(KeyValueStore<String, VoiceServiceOrder> store) {
        this.store = store;
    }

    /**
     * Puts an order last.
     *
     * @param offset of the record that brought it
     */
    void add(String party, long offset, VoiceServiceOrder order) {
        store.put(SiteKey.waiting(party, offset), order);
    }

    boolean has(String party) {
        return find(party).isPresent();
    }

    /** The order that has waited longest, unless only a newer release knows what it is: that one will. */
    Optional<VoiceServiceOrder> first(String party) {
        return find(party).map(entry -> entry.value).filter(VoiceServiceOrder::isKnown);
    }

    /** Takes that order. */
    Optional<VoiceServiceOrder> take(String party) {
        Optional<KeyValue<String, VoiceServiceOrder>> first = find(party).filter(entry -> entry.value.isKnown());
        first.ifPresent(entry -> store.delete(entry.key));
        return first.map(entry -> entry.value);
    }

    /** Every party that has one; reads them all. */
    Set<String> parties() {
        Set<String> parties = new HashSet<>();
        forEach(order -> parties.add(SiteKey.party(order.siteId(), order.party())));
        return parties;
    }

    void forEach(Consumer<VoiceServiceOrder> action) {
        try (KeyValueIterator<String, VoiceServiceOrder> all = store.all()) {
            all.forEachRemaining(entry -> action.accept(entry.value));
        }
    }

    private Optional<KeyValue<String, VoiceServiceOrder>> find(String party) {
        try (KeyValueIterator<String, VoiceServiceOrder> found =
                store.prefixScan(SiteKey.waitingPrefix(party), new StringSerializer())) {
            while (found.hasNext()) {
                KeyValue<String, VoiceServiceOrder> entry = found.next();
                if (SiteKey.isWaiting(entry.key, party)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }
    }
}
