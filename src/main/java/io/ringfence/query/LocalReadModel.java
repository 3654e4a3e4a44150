package io.ringfence.query;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.OrderSimulation;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Returning;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteCounts;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.StockPolicy;
import io.ringfence.domain.Verdict;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.domain.VoiceServices;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.DryRun;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.RememberedOrder;
import io.ringfence.topology.RememberedRequest;
import io.ringfence.topology.ReturnDates;
import io.ringfence.topology.SiteKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers from stores of this instance. */
final class LocalReadModel implements ReadModel {
    private final LocalStores stores;
    private final Rules rules;
    private final StockPolicy stockPolicy;
    private final DedupeStore.Window window;
    private final RecordCodec codec;
    private final Clock clock;
    private final StoredListings listings;

    /**
     * @param largeSites of the stores in which this instance decides; empty for copies, of whose changes nobody is told
     */
    LocalReadModel(
            LocalStores stores,
            Rules rules,
            StockPolicy stockPolicy,
            DedupeStore.Window window,
            RecordCodec codec,
            Clock clock,
            Optional<CompactSites> largeSites) {
        this.stores = stores;
        this.rules = rules;
        this.stockPolicy = stockPolicy;
        this.window = window;
        this.codec = codec;
        this.clock = clock;
        this.listings = new StoredListings(stores, rules, this::now, largeSites);
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
        return listings.listing(siteId, query);
    }

    @Override
    public Optional<List<NumberState>> rows(String siteId, ListingQuery query) {
        return listings.rows(siteId, query);
    }

    @Override
    public EstatePage numbers(Set<Integer> partitions, EstateQuery query) {
        return listings.numbers(partitions, query);
    }

    @Override
    public PartyAtSite party(String siteId, Party party) {
        return stores.party(siteId, party);
    }

    @Override
    public KnownNumber number(String phoneNumber) {
        return KnownNumber.of(entry(phoneNumber), rules, now());
    }

    @Override
    public DryRunResult dryRun(Envelope asked) {
        Instant now = now();
        NumberEntry entry = entry(asked.key());
        Limits limits = stores.limits(asked.key());
        Verdict verdict = stores.requests(asked.key(), log -> new DryRun(rules, codec)
                .verdict(entry, new DedupeStore(log, window), limits, asked, now));
        Optional<Party> claimant =
                verdict instanceof PendingChange change ? Optional.ofNullable(change.party()) : Optional.empty();
        return new DryRunResult(claimant, party -> rules.foreseen(verdict, asked, any -> party, limits, now));
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
                .map(logged -> state(phoneNumber, requestId, logged))
                .or(() -> pending(phoneNumber, requestId, content));
    }

    /** It may wait for an answer for longer than requests are remembered. */
    private Optional<RequestState> pending(String phoneNumber, UUID requestId, Optional<Content> content) {
        return Optional.ofNullable(entry(phoneNumber).pending())
                .filter(pending -> pending.request().requestId().equals(requestId))
                .filter(pending -> content.isEmpty() || content.get().equals(Content.of(pending)))
                .map(any -> new RequestState.InProgress(phoneNumber, requestId));
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
                return OrderCandidates.among(new NumberIterator(found), order, rules, picked::contains, now);
            }
        });
        return new OrderSimulation(rules, numbers, picked, party -> party(siteId, party), now).of(order);
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

    @Override
    public Optional<SiteSummary> summary(String siteId) {
        return Optional.ofNullable(stores.sites(siteId, sites -> sites.get(siteId)))
                .map(counts -> SiteSummary.of(siteId, counts));
    }

    @Override
    public Optional<SiteStock> stock(String siteId) {
        return Optional.ofNullable(stores.sites(siteId, sites -> sites.get(siteId)))
                .map(counts -> SiteStock.of(siteId, counts, stockPolicy, returning(siteId)));
    }

    private List<Returning> returning(String siteId) {
        return stores.siteIndex(
                        siteId,
                        index -> stores.sitePositions(siteId, positions -> ReturnDates.next(siteId, index, positions)))
                .orElseThrow(() -> new NotQueryableException("The stock of the sites is being counted."));
    }

    @Override
    public boolean isKnown(String siteId) {
        return summary(siteId).isPresent();
    }

    private static Stream<SiteSummary> summaries(ReadOnlyKeyValueStore<String, SiteCounts> sites) {
        List<SiteSummary> summaries = new ArrayList<>();
        try (KeyValueIterator<String, SiteCounts> all = sites.all()) {
            all.forEachRemaining(site -> summaries.add(SiteSummary.of(site.key, site.value)));
        }
        return summaries.stream();
    }
}
