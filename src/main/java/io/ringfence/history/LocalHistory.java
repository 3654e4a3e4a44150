package io.ringfence.history;

import io.ringfence.domain.Offer;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import io.ringfence.global.GlobalStreams;
import io.ringfence.query.History;
import io.ringfence.query.Listing;
import io.ringfence.query.ListingAssembler;
import io.ringfence.query.ListingQuery;
import io.ringfence.query.NotQueryableException;
import io.ringfence.query.NumberHistory;
import io.ringfence.query.NumberState;
import io.ringfence.query.SiteScope;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.Topics;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The history that this instance keeps, as every other does. */
@Singleton
final class LocalHistory implements History {
    private final GlobalStreams streams;
    private final RecordCodec codec;
    private final Partitions partitions;
    private final AdminClient admin;
    private final SiteScope scope;

    @Inject
    LocalHistory(@Named("history") GlobalStreams streams, RecordCodec codec, Partitions partitions, AdminClient admin) {
        this(streams, codec, partitions, admin, SiteScope.ALL);
    }

    private LocalHistory(
            GlobalStreams streams, RecordCodec codec, Partitions partitions, AdminClient admin, SiteScope scope) {
        this.streams = streams;
        this.codec = codec;
        this.partitions = partitions;
        this.admin = admin;
        this.scope = scope;
    }

    @Override
    public History within(SiteScope some) {
        return new LocalHistory(streams, codec, partitions, admin, some);
    }

    @Override
    public CompletableFuture<BooleanSupplier> knowsAll() {
        Map<TopicPartition, OffsetSpec> ends = partitions
                .all()
                .mapToObj(partition -> new TopicPartition(Topics.STATE_CHANGES.name(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .handle((offsets, failure) -> {
                    if (failure != null) {
                        throw new NotQueryableException("The brokers do not say what there is.", failure);
                    }
                    return () -> streams.reaches(offsets(offsets));
                });
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> found) {
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, partition -> partition.getValue().offset()));
    }

    @Override
    public Optional<NumberHistory> changes(String phoneNumber, OptionalLong before, int limit) {
        return ask(store -> {
            List<String> sites =
                    sites(store, phoneNumber).stream().filter(scope::has).toList();
            return sites.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page(store, sites, phoneNumber, before.orElse(Long.MAX_VALUE), limit));
        });
    }

    /** Where the number has been. */
    static List<String> sites(ReadOnlyKeyValueStore<Bytes, byte[]> store, String phoneNumber) {
        List<String> sites = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                store.range(HistoryKey.sites(phoneNumber), HistoryKey.afterSites(phoneNumber))) {
            found.forEachRemaining(site -> sites.add(HistoryKey.siteId(site.key)));
        }
        return sites;
    }

    private NumberHistory page(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            List<String> sites,
            String phoneNumber,
            long before,
            int limit) {
        try (Lives lives = new Lives(store, sites, phoneNumber)) {
            lives.skipTo(before);
            List<NumberHistory.Change> changes = new ArrayList<>();
            while (changes.size() < limit && lives.hasNext()) {
                changes.add(NumberHistory.Change.of((StateChange) codec.decode(lives.next())));
            }
            Long next = lives.hasNext() ? changes.get(limit - 1).version() : null;
            return new NumberHistory(phoneNumber, changes, next);
        }
    }

    @Override
    public Optional<Listing> listing(String siteId, Instant moment, ListingQuery query) {
        return at(siteId, store -> {
            try (Retrospect numbers = new Retrospect(store, codec, siteId, moment, "")) {
                return ListingAssembler.assemble(siteId, numbers, query, number -> Offer.OF_THE_PAST)
                        .asOf(moment);
            }
        });
    }

    @Override
    public Optional<List<NumberState>> rows(String siteId, Instant moment, ListingQuery query) {
        return at(siteId, store -> {
            try (Retrospect numbers =
                    new Retrospect(store, codec, siteId, moment, query.after().orElse(""))) {
                return stream(numbers)
                        .filter(query::matches)
                        .limit(query.limit())
                        .map(NumberState::of)
                        .toList();
            }
        });
    }

    private static Stream<PhoneNumber> stream(Retrospect numbers) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(numbers, Spliterator.ORDERED), false);
    }

    private <R> Optional<R> at(String siteId, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> question) {
        return ask(store -> {
            if (!scope.has(siteId)) {
                return Optional.empty();
            }
            try (KeyValueIterator<Bytes, byte[]> any = store.range(HistoryKey.of(siteId), HistoryKey.after(siteId))) {
                if (!any.hasNext()) {
                    return Optional.empty();
                }
            }
            return Optional.of(question.apply(store));
        });
    }

    /** The store may be closed while it is read. */
    private <R> R ask(Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> question) {
        try {
            return question.apply(streams.store(HistoryTopology.STORE));
        } catch (InvalidStateStoreException e) {
            throw new NotQueryableException("The history is no longer read.", e);
        }
    }
}
