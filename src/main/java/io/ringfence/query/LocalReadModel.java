package io.ringfence.query;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.MainNumberClaim;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Offer;
import io.ringfence.domain.OrderSimulation;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.Verdict;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.domain.VoiceServices;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.DryRun;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.RememberedOrder;
import io.ringfence.topology.RememberedRequest;
import io.ringfence.topology.SiteIndex;
import io.ringfence.topology.SiteKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers from stores of this instance. */
final class LocalReadModel implements ReadModel {
    private final LocalStores stores;
    private final Rules rules;
    private final DedupeStore.Window window;
    private final RecordCodec codec;
    private final Clock clock;
    private final Optional<CompactSites> largeSites;

    /**
     * @param largeSites of the stores in which this instance decides; empty for copies, of whose changes nobody is told
     */
    LocalReadModel(
            LocalStores stores,
            Rules rules,
            DedupeStore.Window window,
            RecordCodec codec,
            Clock clock,
            Optional<CompactSites> largeSites) {
        this.stores = stores;
        this.rules = rules;
        this.window = window;
        this.codec = codec;
        this.clock = clock;
        this.largeSites = largeSites;
    }

    @Override
    public List<SiteSummary> sites(Set<Integer> partitions) {
        return partitions.stream()
                .flatMap(partition -> stores.sites(partition, LocalReadModel::summaries))
                .sorted(Comparator.comparing(SiteSummary::siteId))
                .toList();
    }

    @Override
    public Optional<Listing> listing(String siteId, ListingQuery query) {
        SiteCounts counts = stores.sites(siteId, sites -> sites.get(siteId));
        if (counts == null) {
            return Optional.empty();
        }
        Optional<CompactSite> large =
                largeSites.filter(any -> counts.total() > CompactSites.LARGE).map(all -> all.of(siteId));
        return Optional.of(
                stores.siteNumbers(siteId, numbers -> large.map(site -> listing(siteId, query, site, numbers))
                        .orElseGet(() -> listing(siteId, query, numbers))));
    }

    private Listing listing(
            String siteId, ListingQuery query, CompactSite site, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) {
        CompactSite.Page page = site.page(query, new StoredRows(siteId, numbers));
        Instant now = now();
        List<NumberRow> rows = page.phoneNumbers().stream()
                .map(phoneNumber -> numbers.get(SiteKey.number(siteId, phoneNumber)))
                // Another by now, or gone.
                .filter(number -> number != null && query.matches(number))
                .map(number -> row(number, query.explain(), now))
                .toList();
        String last = page.more() ? page.phoneNumbers().get(query.limit() - 1) : null;
        return new Listing(siteId, page.total(), page.matched(), page.statuses(), rows, last, null);
    }

    @Override
    public Optional<List<NumberState>> rows(String siteId, ListingQuery query) {
        return isKnown(siteId)
                ? Optional.of(stores.siteNumbers(siteId, numbers -> rows(siteId, query, numbers)))
                : Optional.empty();
    }

    @Override
    public EstatePage numbers(Set<Integer> partitions, EstateQuery query) {
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
                        return page(values(found), query);
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
        Instant now = now();
        return EstatePage.of(
                numbers, query, number -> row(number, query.filters().explain(), now));
    }

    private NumberRow row(PhoneNumber number, boolean explain, Instant now) {
        Optional<String> heldBy =
                Optional.ofNullable(number.allocatedTo()).flatMap(party -> mainNumber(number.siteId(), party));
        Offer offer = rules.offer(number, heldBy, now);
        return explain ? NumberRow.explained(number, offer) : NumberRow.of(number, offer);
    }

    @Override
    public Optional<String> mainNumber(String siteId, Party party) {
        return Optional.ofNullable(stores.mainNumbers(siteId, holders -> holders.get(SiteKey.party(siteId, party))));
    }

    @Override
    public KnownNumber number(String phoneNumber) {
        return KnownNumber.of(entry(phoneNumber), rules, now());
    }

    @Override
    public DryRunResult dryRun(Envelope asked) {
        Instant now = now();
        NumberEntry entry = entry(asked.key());
        Verdict verdict = stores.requests(
                asked.key(), log -> new DryRun(rules, codec).verdict(entry, new DedupeStore(log, window), asked, now));
        return verdict instanceof MainNumberClaim claim
                ? new DryRunResult(Optional.of(claim.party()), heldBy -> settled(claim, asked, heldBy, now))
                : new DryRunResult(Optional.empty(), heldBy -> (Outcome) verdict);
    }

    /** The holder of a claim may claim again. */
    private Outcome settled(MainNumberClaim claim, Envelope asked, Optional<String> heldBy, Instant now) {
        PhoneNumber number = claim.number();
        return rules.settle(
                NumberEntry.idle(number.version(), number).during(claim, asked),
                heldBy.filter(holder -> !holder.equals(claim.phoneNumber())),
                now);
    }

    private NumberEntry entry(String phoneNumber) {
        return stores.numbers(phoneNumber, numbers -> Optional.ofNullable(numbers.get(phoneNumber))
                .orElse(NumberEntry.UNSEEN));
    }

    @Override
    public Optional<RequestState> request(String phoneNumber, UUID requestId, Optional<Content> content) {
        Instant now = now();
        return stores.requests(phoneNumber, log -> {
                    DedupeStore requests = new DedupeStore(log, window);
                    return content.map(asked -> requests.find(phoneNumber, requestId, asked.bytes(), now))
                            .orElseGet(() -> requests.find(phoneNumber, requestId, now));
                })
                .map(logged -> state(phoneNumber, requestId, logged));
    }

    @Override
    public Optional<OrderState> order(String siteId, UUID orderId, Optional<Content> content) {
        return content.map(asked -> remembered(siteId, orderId)
                        .filter(order -> order.isOf(asked.bytes()))
                        .or(() -> remembered(siteId, SiteKey.refusedOrder(siteId, orderId, asked.bytes()))))
                .orElseGet(() -> remembered(siteId, orderId))
                .map(order -> order.outcome()
                        .<OrderState>map(outcome -> new OrderState.Completed(codec.decodeOrderOutcome(outcome)))
                        .orElseGet(() -> new OrderState.InProgress(siteId, orderId)));
    }

    private Optional<RememberedOrder> remembered(String siteId, UUID orderId) {
        return remembered(siteId, SiteKey.order(siteId, orderId));
    }

    private Optional<RememberedOrder> remembered(String siteId, String key) {
        return Optional.ofNullable(stores.orders(siteId, orders -> orders.get(key)))
                .map(RememberedOrder::of);
    }

    @Override
    public VoiceServiceOutcome dryRun(VoiceServiceOrder order) {
        Instant now = now();
        return new DryRun(rules, codec)
                .ofKnownOrder(order, remembered(order.siteId(), order.orderId()), now)
                .or(() -> new VoiceServices(rules).refusal(order.siteId(), order, this::isKnown, now))
                .orElseGet(() -> simulated(order, now));
    }

    private VoiceServiceOutcome simulated(VoiceServiceOrder order, Instant now) {
        String siteId = order.siteId();
        Set<String> picked = new HashSet<>();
        stores.picks(siteId, picks -> {
            try (KeyValueIterator<String, String> all =
                    picks.prefixScan(SiteKey.prefix(siteId), new StringSerializer())) {
                all.forEachRemaining(pick -> picked.add(SiteKey.phoneNumber(pick.key)));
            }
            return picked;
        });
        Map<String, PhoneNumber> numbers = stores.siteNumbers(siteId, all -> {
            try (KeyValueIterator<String, PhoneNumber> found =
                    all.prefixScan(SiteKey.prefix(siteId), new StringSerializer())) {
                return OrderCandidates.among(values(found), order, rules, picked::contains, now);
            }
        });
        return new OrderSimulation(rules, numbers, picked, party -> mainNumber(siteId, party), now).of(order);
    }

    /** As the records have it that it is compared to. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private RequestState state(String phoneNumber, UUID requestId, RememberedRequest logged) {
        return logged.isDecided()
                ? new RequestState.Decided(codec.decode(logged.outcome()))
                : new RequestState.InProgress(phoneNumber, requestId);
    }

    private Listing listing(String siteId, ListingQuery query, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) {
        Instant now = now();
        try (KeyValueIterator<String, PhoneNumber> found =
                numbers.prefixScan(SiteKey.prefix(siteId), new StringSerializer())) {
            return ListingAssembler.assemble(
                    siteId, values(found), query, (number, heldBy) -> rules.offer(number, heldBy, now));
        }
    }

    /** From the row after the last page's on: the pages of a site are one pass over it. */
    private static List<NumberState> rows(
            String siteId, ListingQuery query, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) {
        try (KeyValueIterator<String, PhoneNumber> found =
                numbers.range(SiteKey.number(siteId, query.after().orElse("")), SiteKey.end(siteId))) {
            Iterable<PhoneNumber> all = () -> values(found);
            return StreamSupport.stream(all.spliterator(), false)
                    .filter(query::isOnPageOrLater)
                    .limit(query.limit())
                    .map(NumberState::of)
                    .toList();
        }
    }

    @Override
    public boolean isKnown(String siteId) {
        return stores.sites(siteId, sites -> sites.get(siteId)) != null;
    }

    private static Stream<SiteSummary> summaries(ReadOnlyKeyValueStore<String, SiteCounts> sites) {
        List<SiteSummary> summaries = new ArrayList<>();
        try (KeyValueIterator<String, SiteCounts> all = sites.all()) {
            all.forEachRemaining(
                    site -> summaries.add(new SiteSummary(site.key, site.value.total(), site.value.statuses())));
        }
        return summaries.stream();
    }

    private static Iterator<PhoneNumber> values(KeyValueIterator<String, PhoneNumber> entries) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public PhoneNumber next() {
                KeyValue<String, PhoneNumber> entry = entries.next();
                return entry.value;
            }
        };
    }
}
