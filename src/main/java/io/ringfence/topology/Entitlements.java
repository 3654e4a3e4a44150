package io.ringfence.topology;

import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.LimitedParty;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyServices;
import io.ringfence.domain.PendingChange;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What parties are entitled to at the sites of one partition, and which changes in progress were granted some of that. */
final class Entitlements {
    private final KeyValueStore<String, PartyServices> services;
    private final KeyValueStore<String, String> granted;
    private final Partitions partitions;

    /** Keys of numbers: asked with each state change, of which few were granted anything. */
    private final Set<String> numbers = new HashSet<>();

    /**
     * @param services by party
     * @param granted by number; keys of parties
     * @param partitions of numbers, whose owners have to take note before a limit is in force
     */
    Entitlements(
            KeyValueStore<String, PartyServices> services,
            KeyValueStore<String, String> granted,
            Partitions partitions) {
        this.services = services;
        this.granted = granted;
        this.partitions = partitions;
        try (KeyValueIterator<String, String> all = granted.all()) {
            all.forEachRemaining(entry -> numbers.add(entry.key));
        }
    }

    PartyServices of(String siteId, Party party) {
        return Optional.ofNullable(services.get(SiteKey.party(siteId, party)))
                .orElseGet(() -> PartyServices.none(siteId, party));
    }

    /** Returns whether the owners of numbers have yet to be told of it. */
    boolean follow(EntitlementChange change) {
        PartyServices known = of(change.siteId(), change.party()).withVoiceServices(change.voiceServices());
        put(known);
        return isToBeAnnounced(known);
    }

    void acknowledged(LimitedParty limited) {
        PartyServices known = of(limited.siteId(), limited.party());
        if (!known.announced()) {
            put(known.acknowledgedBy(limited.acknowledgedBy().orElseThrow(), partitions.count()));
        }
    }

    /** Those of which the owners of numbers may not have been told. */
    void eachUnannounced(Consumer<PartyServices> receiver) {
        try (KeyValueIterator<String, PartyServices> all = services.all()) {
            while (all.hasNext()) {
                PartyServices known = all.next().value;
                if (isToBeAnnounced(known)) {
                    receiver.accept(known);
                }
            }
        }
    }

    private static boolean isToBeAnnounced(PartyServices known) {
        return known.voiceServices().isPresent() && !known.announced();
    }

    boolean isGranted(PendingChange change) {
        return numbers.contains(number(change));
    }

    /** Also where nothing is limited yet: it may be before the change comes true. */
    void grant(PendingChange change, Party party) {
        if (numbers.add(number(change))) {
            String siteId = change.number().siteId();
            granted.put(number(change), SiteKey.party(siteId, party));
            PartyServices known = of(siteId, party);
            put(known.withGranted(known.granted() + 1));
        }
    }

    /** The number waits for nothing any more: it is in service by now, or will not be by what it was granted. */
    void ended(String siteId, String phoneNumber) {
        String number = SiteKey.number(siteId, phoneNumber);
        if (numbers.remove(number)) {
            PartyServices known = services.get(granted.delete(number));
            put(known.withGranted(known.granted() - 1));
        }
    }

    private void put(PartyServices known) {
        boolean isNothing = known.equals(PartyServices.none(known.siteId(), known.party()));
        services.put(SiteKey.party(known.siteId(), known.party()), isNothing ? null : known);
    }

    private static String number(PendingChange change) {
        return SiteKey.number(change.number().siteId(), change.phoneNumber());
    }
}
