package io.ringfence.query;

import io.ringfence.domain.Offer;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteCounts;
import io.ringfence.topology.SiteIndex;
import io.ringfence.topology.SiteKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Listings, of a site and of all sites, as the stores have them. */
final class StoredListings {
    private final LocalStores stores;
    private final Rules rules;
    private final Supplier<Instant> now;
    private final Optional<CompactSites> largeSites;

    StoredListings(LocalStores stores, Rules rules, Supplier<Instant> now, Optional<CompactSites> largeSites) {
        this.stores = stores;
        this.rules = rules;
        this.now = now;
        this.largeSites = largeSites;
    }

    Optional<Listing> listing(String siteId, ListingQuery query) {
        return counts(siteId).map(counts -> {
            Optional<CompactSite> large = largeSites
                    .filter(any -> counts.total() > CompactSites.LARGE)
                    .map(all -> all.of(siteId));
            return stores.siteNumbers(siteId, numbers -> large.map(site -> listing(siteId, query, site, numbers))
                    .orElseGet(() -> listing(siteId, query, numbers)));
        });
    }

    private Listing listing(
            String siteId, ListingQuery query, CompactSite site, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) {
        CompactSite.Page page = site.page(query, new StoredRows(siteId, numbers));
        Instant at = now.get();
        Map<String, PartyAtSite> parties = new HashMap<>();
        List<NumberRow> rows = page.phoneNumbers().stream()
                .map(phoneNumber -> numbers.get(SiteKey.number(siteId, phoneNumber)))
                // Another by now, or gone.
                .filter(number -> number != null && query.matches(number))
                .map(number -> row(number, query.explain(), parties, at))
                .toList();
        String last = page.more() ? page.phoneNumbers().get(query.limit() - 1) : null;
        return new Listing(siteId, page.total(), page.matched(), page.statuses(), rows, last, null);
    }

    Optional<List<NumberState>> rows(String siteId, ListingQuery query) {
        return counts(siteId).map(any -> stores.siteNumbers(siteId, numbers -> rows(siteId, query, numbers)));
    }

    EstatePage numbers(Set<Integer> partitions, EstateQuery query) {
        return EstatePage.of(
                partitions.stream().map(partition -> numbers(partition, query)).toList(),
                query.filters().limit());
    }

    private EstatePage numbers(int partition, EstateQuery query) {
        return stores.siteNumbers(partition, all -> query.party()
                .flatMap(party -> stores.siteIndex(partition, index -> SiteIndex.heldBy(index, party)))
                .map(keys -> page(
                        keys.stream().map(all::get).filter(Objects::nonNull).iterator(), query))
                .orElseGet(() -> {
                    try (KeyValueIterator<String, PhoneNumber> found = all.range(start(query), null)) {
                        return page(new NumberIterator(found), query);
                    }
                }));
    }

    private static String start(EstateQuery query) {
        return query.after()
                .filter(any -> !query.counted())
                .map(last -> SiteKey.number(last.siteId(), last.phoneNumber()))
                .orElse(null);
    }

    private EstatePage page(Iterator<PhoneNumber> numbers, EstateQuery query) {
        Instant at = now.get();
        Map<String, PartyAtSite> parties = new HashMap<>();
        return EstatePage.of(
                numbers, query, number -> row(number, query.filters().explain(), parties, at));
    }

    private NumberRow row(PhoneNumber number, boolean explain, Map<String, PartyAtSite> parties, Instant at) {
        Offer offer = offer(number, parties, at);
        return explain ? NumberRow.explained(number, offer) : NumberRow.of(number, offer);
    }

    /**
     * @param parties that were looked up before, by their keys
     */
    private Offer offer(PhoneNumber number, Map<String, PartyAtSite> parties, Instant at) {
        PartyAtSite party = rules.partyInQuestion(number, at)
                .map(any -> parties.computeIfAbsent(
                        SiteKey.party(number.siteId(), any), key -> stores.party(number.siteId(), any)))
                .orElse(PartyAtSite.UNHEARD_OF);
        return rules.offer(number, party, at);
    }

    private Listing listing(String siteId, ListingQuery query, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) {
        Instant at = now.get();
        try (KeyValueIterator<String, PhoneNumber> found =
                numbers.prefixScan(SiteKey.prefix(siteId), new StringSerializer())) {
            Map<String, PartyAtSite> parties = new HashMap<>();
            return ListingAssembler.assemble(
                    siteId, new NumberIterator(found), query, number -> offer(number, parties, at));
        }
    }

    /** From the row after the last page's on: the pages of a site are one pass over it. */
    private static List<NumberState> rows(
            String siteId, ListingQuery query, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) {
        try (KeyValueIterator<String, PhoneNumber> found =
                numbers.range(SiteKey.number(siteId, query.after().orElse("")), SiteKey.end(siteId))) {
            Iterable<PhoneNumber> all = () -> new NumberIterator(found);
            return StreamSupport.stream(all.spliterator(), false)
                    .filter(query::isOnPageOrLater)
                    .limit(query.limit())
                    .map(NumberState::of)
                    .toList();
        }
    }

    private Optional<SiteCounts> counts(String siteId) {
        return Optional.ofNullable(stores.sites(siteId, sites -> sites.get(siteId)));
    }
}
