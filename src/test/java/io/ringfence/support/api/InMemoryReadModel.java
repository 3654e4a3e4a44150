package io.ringfence.support.api;

import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Offer;
import io.ringfence.domain.OrderSimulation;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteStock;
import io.ringfence.domain.Status;
import io.ringfence.domain.Verdict;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.query.Content;
import io.ringfence.query.DryRunResult;
import io.ringfence.query.EstatePage;
import io.ringfence.query.EstateQuery;
import io.ringfence.query.KnownNumber;
import io.ringfence.query.Listing;
import io.ringfence.query.ListingAssembler;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.NumberRow;
import io.ringfence.query.NumberState;
import io.ringfence.query.OrderState;
import io.ringfence.query.ReadModel;
import io.ringfence.query.RequestState;
import io.ringfence.query.SiteSummary;
import io.ringfence.support.model.ModelStock;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Sites, numbers and requests that a test names. */
public final class InMemoryReadModel implements ReadModel {
    private record Failure(int answersBefore, RuntimeException exception) {}

    private record RequestKey(String phoneNumber, UUID requestId) {}

    private final Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of());
    private final SortedMap<String, SortedMap<String, PhoneNumber>> sites = new TreeMap<>();
    private final Map<String, Long> withdrawn = new HashMap<>();
    private final Map<RequestKey, RequestState> requests = new ConcurrentHashMap<>();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final AtomicInteger answers = new AtomicInteger();

    synchronized void clear() {
        sites.clear();
        withdrawn.clear();
        requests.clear();
        failure.set(null);
        answers.set(0);
    }

    public synchronized void site(String siteId, PhoneNumber... numbers) {
        SortedMap<String, PhoneNumber> site = sites.computeIfAbsent(siteId, id -> new TreeMap<>());
        for (PhoneNumber number : numbers) {
            site.put(number.phoneNumber(), number);
        }
    }

    public synchronized void withdraw(String siteId, PhoneNumber number, long version) {
        sites.get(siteId).remove(number.phoneNumber());
        withdrawn.put(number.phoneNumber(), version);
    }

    public void request(String phoneNumber, UUID requestId, RequestState state) {
        requests.put(new RequestKey(phoneNumber, requestId), state);
    }

    /** Fails every question but the first so many. */
    public void failAfter(int answersBefore, RuntimeException exception) {
        failure.set(new Failure(answersBefore, exception));
    }

    /** Questions that were asked. */
    public int answers() {
        return answers.get();
    }

    @Override
    public synchronized List<SiteSummary> sites(Set<Integer> partitions) {
        asked();
        return sites.entrySet().stream()
                .map(site -> summary(site.getKey(), site.getValue()))
                .toList();
    }

    @Override
    public synchronized Optional<SiteSummary> summary(String siteId) {
        asked();
        return Optional.ofNullable(sites.get(siteId)).map(numbers -> summary(siteId, numbers));
    }

    @Override
    public synchronized Optional<SiteStock> stock(String siteId) {
        asked();
        return Optional.ofNullable(sites.get(siteId)).map(numbers -> ModelStock.of(siteId, numbers.values(), 5));
    }

    @Override
    public synchronized boolean isKnown(String siteId) {
        asked();
        return sites.containsKey(siteId);
    }

    @Override
    public synchronized Optional<Listing> listing(String siteId, ListingQuery query) {
        asked();
        return Optional.ofNullable(sites.get(siteId))
                .map(numbers ->
                        ListingAssembler.assemble(siteId, numbers.values().iterator(), query, this::offer));
    }

    @Override
    public synchronized Optional<List<NumberState>> rows(String siteId, ListingQuery query) {
        return listing(siteId, query)
                .map(page -> page.phoneNumbers().stream().map(NumberRow::state).toList());
    }

    @Override
    public synchronized EstatePage numbers(Set<Integer> partitions, EstateQuery query) {
        asked();
        List<EstatePage> parts = sites.values().stream()
                .map(numbers -> EstatePage.of(
                        numbers.values().iterator(),
                        query,
                        number -> query.filters().explain()
                                ? NumberRow.explained(number, offer(number))
                                : NumberRow.of(number, offer(number))))
                .toList();
        return EstatePage.of(parts, query.filters().limit());
    }

    private Offer offer(PhoneNumber number) {
        PartyAtSite party = Optional.ofNullable(number.allocatedTo())
                .map(any -> party(number.siteId(), any))
                .orElse(PartyAtSite.UNHEARD_OF);
        return rules.offer(number, party, Numbers.NOW);
    }

    @Override
    public synchronized PartyAtSite party(String siteId, Party party) {
        return PartyAtSite.unlimited(sites.getOrDefault(siteId, Collections.emptySortedMap()).values().stream()
                .filter(number -> number.mainNumberOf().filter(party::isSameAs).isPresent())
                .map(PhoneNumber::phoneNumber)
                .findFirst());
    }

    @Override
    public synchronized KnownNumber number(String phoneNumber) {
        asked();
        return KnownNumber.of(entry(phoneNumber), rules, Numbers.NOW);
    }

    @Override
    public synchronized DryRunResult dryRun(Envelope request) {
        asked();
        Verdict verdict = rules.decide(entry(request.key()), request, Limits.NONE, Numbers.NOW)
                .verdict();
        Optional<Party> claimant =
                verdict instanceof PendingChange change ? Optional.ofNullable(change.party()) : Optional.empty();
        return new DryRunResult(
                claimant, party -> rules.foreseen(verdict, request, any -> party, Limits.NONE, Numbers.NOW));
    }

    @Override
    public Optional<OrderState> order(String siteId, UUID orderId, Optional<Content> content) {
        asked();
        return Optional.empty();
    }

    @Override
    public synchronized VoiceServiceOutcome dryRun(VoiceServiceOrder order) {
        asked();
        return new OrderSimulation(
                        rules, sites.get(order.siteId()), Set.of(), party -> party(order.siteId(), party), Numbers.NOW)
                .of(order);
    }

    private NumberEntry entry(String phoneNumber) {
        return sites.values().stream()
                .filter(numbers -> numbers.containsKey(phoneNumber))
                .map(numbers -> numbers.get(phoneNumber))
                .map(number -> NumberEntry.idle(number.version(), number))
                .findFirst()
                .orElseGet(() -> NumberEntry.idle(withdrawn.getOrDefault(phoneNumber, 0L), null));
    }

    @Override
    public Optional<RequestState> request(String phoneNumber, UUID requestId, Optional<Content> content) {
        asked();
        return Optional.ofNullable(requests.get(new RequestKey(phoneNumber, requestId)));
    }

    private void asked() {
        Failure next = failure.get();
        if (next != null && answers.get() >= next.answersBefore()) {
            throw next.exception();
        }
        answers.incrementAndGet();
    }

    private static SiteSummary summary(String siteId, SortedMap<String, PhoneNumber> numbers) {
        Map<Status, Long> statuses = new EnumMap<>(Status.class);
        numbers.values().forEach(number -> statuses.merge(number.status(), 1L, Long::sum));
        return new SiteSummary(siteId, numbers.size(), statuses);
    }
}
