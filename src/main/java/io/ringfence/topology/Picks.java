package io.ringfence.topology;

import io.ringfence.domain.OrderPicks;
import io.ringfence.domain.Pick;
import io.ringfence.domain.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The numbers of the orders that are carried out, one entry each, and for which party each of them is picked. */
final class Picks {
    private static final char SEPARATOR = '\0';

    private final KeyValueStore<String, Pick> picks;
    private final KeyValueStore<String, String> parties;

    /**
     * @param picks by party and number
     * @param parties by number; keys of parties
     */
    Picks(KeyValueStore<String, Pick> picks, KeyValueStore<String, String> parties) {
        this.picks = picks;
        this.parties = parties;
    }

    /**
     * The key of the party whose order has picked the number; null where none has.
     *
     * @param number its key at its site
     */
    String partyOf(String number) {
        return parties.get(number);
    }

    /**
     * Whether all is known of what the number is to the order of the party.
     *
     * @param number its key at its site
     */
    boolean isKnown(String party, String number) {
        Pick pick = picks.get(SiteKey.pick(party, SiteKey.phoneNumber(number)));
        // None: an order that the release before began.
        return pick == null || pick.known();
    }

    /** Those of the order of a party. */
    OrderPicks of(String party) {
        return new OrderPicks() {
            @Override
            public Optional<Pick> get(String phoneNumber) {
                return Optional.ofNullable(picks.get(SiteKey.pick(party, phoneNumber)));
            }

            @Override
            public List<Pick> after(String phoneNumber, int limit) {
                return range(party, phoneNumber, limit);
            }
        };
    }

    /** Ids of parties may hold the separator: what is between may be another's. */
    private List<Pick> range(String party, String phoneNumber, int limit) {
        List<Pick> found = new ArrayList<>();
        try (KeyValueIterator<String, Pick> entries =
                picks.range(SiteKey.pick(party, phoneNumber) + SEPARATOR, SiteKey.pick(party, "~"))) {
            while (found.size() < limit && entries.hasNext()) {
                KeyValue<String, Pick> entry = entries.next();
                if (entry.key.equals(SiteKey.pick(party, entry.value.phoneNumber()))) {
                    found.add(entry.value);
                }
            }
        }
        return found;
    }

    /** What becomes of a number for others. */
    enum Effect {
        PICKED,
        RELEASED,
        NONE
    }

    /**
     * Remembers what a number is to the order of a party.
     *
     * @param number its key at its site
     */
    Effect put(String party, String number, Pick pick) {
        picks.put(SiteKey.pick(party, pick.phoneNumber()), pick);
        if (pick.isDone()) {
            return release(party, number);
        }
        // One that is not free is found by nobody, picked or not.
        return parties.putIfAbsent(number, party) == null && pick.standing() == Standing.FREE
                ? Effect.PICKED
                : Effect.NONE;
    }

    /** The order of a party is not about a number any more. */
    Effect remove(String party, String number, String phoneNumber) {
        picks.delete(SiteKey.pick(party, phoneNumber));
        return release(party, number);
    }

    /** Another party's order may have it by now. */
    private Effect release(String party, String number) {
        if (!party.equals(parties.get(number))) {
            return Effect.NONE;
        }
        parties.delete(number);
        return Effect.RELEASED;
    }
}
