package io.ringfence.query;

import io.ringfence.domain.Rules;
import io.ringfence.domain.StockPolicy;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.RecordCodec;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** The stores of this instance, as what decides and as copies. */
@Singleton
final class LocalReadModels implements ReadModels {
    private final KafkaStreams streams;
    private final Leases leases;
    private final Lags lags;
    private final CompleteCopies complete;
    private final MaxStandbyLag maxLag;
    private final Partitions partitions;
    private final Rules rules;
    private final StockPolicy stockPolicy;
    private final DedupeStore.Window window;
    private final RecordCodec codec;
    private final Clock clock;
    private final ReadModel active;

    LocalReadModels(
            KafkaStreams streams,
            Leases leases,
            Lags lags,
            CompleteCopies complete,
            MaxStandbyLag maxLag,
            Partitions partitions,
            Rules rules,
            StockPolicy stockPolicy,
            DedupeStore.Window window,
            RecordCodec codec,
            Clock clock,
            CompactSites largeSites) {
        this.streams = streams;
        this.leases = leases;
        this.lags = lags;
        this.complete = complete;
        this.maxLag = maxLag;
        this.partitions = partitions;
        this.rules = rules;
        this.stockPolicy = stockPolicy;
        this.window = window;
        this.codec = codec;
        this.clock = clock;
        this.active = readModel(new ActiveStores(streams, leases), Optional.of(largeSites));
    }

    @Override
    public ReadModel active() {
        return active;
    }

    @Override
    public Standby standby() {
        StandbyStores stores = new StandbyStores(streams, leases, lags, complete, maxLag);
        ReadModel readModel = readModel(stores, Optional.empty());
        return new Standby() {
            @Override
            public ReadModel readModel() {
                return readModel;
            }

            @Override
            public long lag() {
                return stores.lag();
            }
        };
    }

    private ReadModel readModel(StoreAccess access, Optional<CompactSites> largeSites) {
        return new LocalReadModel(
                new LocalStores(access, partitions), rules, stockPolicy, window, codec, clock, largeSites);
    }
}
