package io.ringfence.query;

import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.SiteCounts;
import io.ringfence.topology.KnownParties;
import io.ringfence.topology.LimitedParties;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Position;
import io.ringfence.topology.RememberedRequest;
import io.ringfence.topology.StateStores;
import io.ringfence.topology.StoreDeclaration;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * The stores of this instance, read only. Always one partition by its number: asked for a store as a whole, Kafka
 * Streams answers from the partitions that happen to be here, and a missing one looks like a missing entry.
 */
final class LocalStores {
    private final StoreAccess access;
    private final Partitions partitions;

    LocalStores(StoreAccess access, Partitions partitions) {
        this.access = access;
        this.partitions = partitions;
    }

    <R> R numbers(String phoneNumber, Function<ReadOnlyKeyValueStore<String, NumberEntry>, R> question) {
        return ask(StateStores.NUMBERS.name(), phoneNumber, QueryableStoreTypes.keyValueStore(), question);
    }

    <R> R requests(String phoneNumber, Function<ReadOnlyWindowStore<String, RememberedRequest>, R> question) {
        return ask(StateStores.REQUESTS, phoneNumber, QueryableStoreTypes.windowStore(), question);
    }

    <R> R siteNumbers(String siteId, Function<ReadOnlyKeyValueStore<String, PhoneNumber>, R> question) {
        return ask(StateStores.SITE_NUMBERS.name(), siteId, QueryableStoreTypes.keyValueStore(), question);
    }

    <R> R siteNumbers(int partition, Function<ReadOnlyKeyValueStore<String, PhoneNumber>, R> question) {
        return ask(StateStores.SITE_NUMBERS.name(), partition, QueryableStoreTypes.keyValueStore(), question);
    }

    <R> R siteIndex(int partition, Function<ReadOnlyKeyValueStore<String, byte[]>, R> question) {
        return ask(StateStores.SITE_INDEX.name(), partition, QueryableStoreTypes.keyValueStore(), question);
    }

    <R> R siteIndex(String siteId, Function<ReadOnlyKeyValueStore<String, byte[]>, R> question) {
        return siteStore(StateStores.SITE_INDEX, siteId, question);
    }

    <R> R sitePositions(String siteId, Function<ReadOnlyKeyValueStore<String, Position>, R> question) {
        return siteStore(StateStores.SITE_POSITIONS, siteId, question);
    }

    PartyAtSite party(String siteId, Party party) {
        return siteStore(
                StateStores.MAIN_NUMBERS,
                siteId,
                mainNumbers -> siteStore(
                        StateStores.ENTITLEMENTS,
                        siteId,
                        services -> siteStore(
                                StateStores.SITE_INDEX, siteId, index -> new KnownParties(mainNumbers, services, index)
                                        .of(siteId, party))));
    }

    private <V, R> R siteStore(
            StoreDeclaration<String, V> store, String siteId, Function<ReadOnlyKeyValueStore<String, V>, R> question) {
        return ask(store.name(), siteId, QueryableStoreTypes.keyValueStore(), question);
    }

    /** What the owner of a number knows of entitlements. */
    Limits limits(String phoneNumber) {
        return (siteId, party) -> ask(
                StateStores.LIMITED_PARTIES.name(),
                phoneNumber,
                QueryableStoreTypes.<String, byte[]>keyValueStore(),
                limited -> LimitedParties.isIn(limited, siteId, party));
    }

    <R> R orders(String siteId, Function<ReadOnlyKeyValueStore<String, byte[]>, R> question) {
        return ask(StateStores.ORDERS.name(), siteId, QueryableStoreTypes.keyValueStore(), question);
    }

    <R> R picks(String siteId, Function<ReadOnlyKeyValueStore<String, String>, R> question) {
        return ask(StateStores.PICKS.name(), siteId, QueryableStoreTypes.keyValueStore(), question);
    }

    <R> R sites(String siteId, Function<ReadOnlyKeyValueStore<String, SiteCounts>, R> question) {
        return ask(StateStores.SITES.name(), siteId, QueryableStoreTypes.keyValueStore(), question);
    }

    <R> R sites(int partition, Function<ReadOnlyKeyValueStore<String, SiteCounts>, R> question) {
        return ask(StateStores.SITES.name(), partition, QueryableStoreTypes.keyValueStore(), question);
    }

    private <S, R> R ask(String name, String key, QueryableStoreType<S> type, Function<S, R> question) {
        return ask(name, partitions.owner(key), type, question);
    }

    /** The exception comes from finding the store or from reading it: it may move between the two. */
    private <S, R> R ask(String name, int partition, QueryableStoreType<S> type, Function<S, R> question) {
        try {
            return access.ask(name, partition, type, question);
        } catch (InvalidStateStoreException e) {
            throw new NotQueryableException(
                    "Partition %d of store %s is being moved or restored.".formatted(partition, name), e);
        }
    }
}
