package io.ringfence.query;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.SiteCounts;
import io.ringfence.topology.LoggedRequest;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.RequestLog;
import io.ringfence.topology.SiteKey;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers from the stores of this instance. */
@Singleton
final class LocalReadModel implements ReadModel {
    private final LocalStores stores;
    private final Partitions partitions;
    private final Rules rules;
    private final RequestLog.Window window;
    private final RecordCodec codec;
    private final Clock clock;

    LocalReadModel(
            LocalStores stores,
            Partitions partitions,
            Rules rules,
            RequestLog.Window window,
            RecordCodec codec,
            Clock clock) {
        this.stores = stores;
        this.partitions = partitions;
        this.rules = rules;
        this.window = window;
        this.codec = codec;
        this.clock = clock;
    }

    @Override
    public List<SiteSummary> sites() {
        return partitions
                .all()
                .boxed()
                .flatMap(partition -> stores.sites(partition, LocalReadModel::summaries))
                .sorted(Comparator.comparing(SiteSummary::siteId))
                .toList();
    }

    @Override
    public Optional<Listing> listing(String siteId, ListingQuery query) {
        SiteCounts counts = stores.sites(siteId, sites -> sites.get(siteId));
        return counts == null
                ? Optional.empty()
                : Optional.of(stores.siteNumbers(siteId, numbers -> listing(siteId, query, numbers)));
    }

    @Override
    public Optional<NumberRow> number(String phoneNumber) {
        return stores.numbers(phoneNumber, numbers -> Optional.ofNullable(numbers.get(phoneNumber)))
                .flatMap(entry -> Optional.ofNullable(entry.number()))
                .map(number -> NumberRow.of(
                        number, rules.availableActions(number, partyHasMainNumber(number), clock.instant())));
    }

    @Override
    public Optional<RequestState> request(String phoneNumber, UUID requestId) {
        return stores.requests(
                        phoneNumber, log -> new RequestLog(log, window).find(phoneNumber, requestId, clock.instant()))
                .map(logged -> state(phoneNumber, requestId, logged));
    }

    private RequestState state(String phoneNumber, UUID requestId, LoggedRequest logged) {
        return logged.isDecided()
                ? new RequestState.Decided(codec.decode(logged.outcome()))
                : new RequestState.InProgress(phoneNumber, requestId);
    }

    private Listing listing(String siteId, ListingQuery query, ReadOnlyKeyValueStore<String, PhoneNumber> numbers) {
        Instant now = clock.instant();
        try (KeyValueIterator<String, PhoneNumber> found =
                numbers.prefixScan(SiteKey.prefix(siteId), new StringSerializer())) {
            return ListingAssembler.assemble(
                    siteId,
                    values(found),
                    query,
                    (number, partyHasMainNumber) -> rules.availableActions(number, partyHasMainNumber, now));
        }
    }

    private boolean partyHasMainNumber(PhoneNumber number) {
        return number.allocatedTo() != null
                && stores.mainNumbers(
                                number.siteId(),
                                holders -> holders.get(SiteKey.party(number.siteId(), number.allocatedTo())))
                        != null;
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
