package io.ringfence.topology;

import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.Limits;
import io.ringfence.domain.Party;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The parties of which the owner of a partition's numbers has to ask the site. In memory too: looked up with each activation,
 * and few beside the numbers.
 */
public final class LimitedParties implements Limits {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<String, byte[]> store;
    private final Set<String> keys = new HashSet<>();

    /** Reads them all. */
    LimitedParties(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
    }

    /** Whether one is, as the store has it. */
    public static boolean isIn(ReadOnlyKeyValueStore<String, byte[]> store, String siteId, Party party) {
        return store.get(SiteKey.party(siteId, party)) != null;
    }

    /** One is limited for good: what it is entitled to comes and goes, and its site knows. */
    void add(LimitedParty limited) {
        String key = SiteKey.party(limited.siteId(), limited.party());
        if (keys.add(key)) {
            store.put(key, PRESENT);
        }
    }

    @Override
    public boolean isOn(String siteId, Party party) {
        return !keys.isEmpty() && keys.contains(SiteKey.party(siteId, party));
    }
}
