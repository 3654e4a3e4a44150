package io.ringfence.topology;

import io.ringfence.domain.OrderPicks;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteView;
import java.util.Optional;
import java.util.stream.Stream;

/** A site as the stores have it. */
record StoredSite(String siteId, SiteListing listing, SiteIndex index, KnownParties parties, Picks picks)
        implements SiteView {

    @Override
    public Optional<PhoneNumber> number(String phoneNumber) {
        return listing.number(siteId, phoneNumber);
    }

    @Override
    public Stream<PhoneNumber> heldBy(Party party, String phoneNumber) {
        return numbers(index.held(siteId, party, phoneNumber));
    }

    @Override
    public boolean hasInService(Party party) {
        return index.hasInService(siteId, party);
    }

    @Override
    public Stream<PhoneNumber> free(boolean nominated) {
        return numbers(index.free(siteId, nominated));
    }

    private Stream<PhoneNumber> numbers(Stream<String> found) {
        return found.map(this::number).flatMap(Optional::stream);
    }

    @Override
    public PartyAtSite party(Party party) {
        return parties.of(siteId, party);
    }

    @Override
    public Optional<String> mainNumberOf(Party party) {
        return parties.mainNumberOf(siteId, party);
    }

    @Override
    public boolean isPicked(String phoneNumber) {
        return picks.partyOf(SiteKey.number(siteId, phoneNumber)) != null;
    }

    @Override
    public OrderPicks picksFor(Party party) {
        return picks.of(SiteKey.party(siteId, party));
    }
}
