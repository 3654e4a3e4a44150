package io.ringfence.topology;

import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PartyServices;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the stores of a partition's sites say of parties there.
 *
 * @param mainNumbers by party
 * @param services by party
 * @param index of the sites
 */
public record KnownParties(
        ReadOnlyKeyValueStore<String, String> mainNumbers,
        ReadOnlyKeyValueStore<String, PartyServices> services,
        ReadOnlyKeyValueStore<String, byte[]> index) {

    /** A party, what it was granted included. */
    public PartyAtSite of(String siteId, Party party) {
        Optional<String> mainNumber = mainNumberOf(siteId, party);
        PartyServices entitled = services.get(SiteKey.party(siteId, party));
        // Before all numbers are counted, nothing can be held against it.
        return entitled == null || entitled.limit().isEmpty() || !IndexBuild.isDone(index)
                ? PartyAtSite.unlimited(mainNumber)
                : new PartyAtSite(
                        mainNumber, entitled.limit(), SiteIndex.inService(index, siteId, party) + entitled.granted());
    }

    Optional<String> mainNumberOf(String siteId, Party party) {
        return Optional.ofNullable(mainNumbers.get(SiteKey.party(siteId, party)));
    }
}
