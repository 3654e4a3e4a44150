package io.ringfence.ops;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.core.value.PropertyResolver;
import io.ringfence.StartupException;
import io.ringfence.avro.SchemaRegistry;
import io.ringfence.directory.DirectoryTopology;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StockPolicy;
import io.ringfence.global.GlobalStreams;
import io.ringfence.history.HistoryTopology;
import io.ringfence.query.MaxStandbyLag;
import io.ringfence.query.Membership;
import io.ringfence.topology.Continuity;
import io.ringfence.topology.DedupeStore;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.Proceedings;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.RecordTime;
import io.ringfence.topology.RingfenceTopology;
import io.ringfence.topology.Rows;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;

/** Wires the worker from its settings. */
@Factory
final class WorkerFactory {
    private static final String HISTORY = "history";
    private static final String DIRECTORY = "directory";

    @Singleton
    SchemaRegistry schemaRegistry(AvroSettings settings) {
        return settings.registry();
    }

    @Singleton
    Serde<GenericRecord> avro(AvroSettings settings, SchemaRegistry registry) {
        return settings.configuredSerde(registry);
    }

    @Singleton
    WorkerSettings workerSettings(Environment environment) {
        return WorkerSettings.of(environment);
    }

    @Singleton
    CoolingOffPolicy coolingOffPolicy(Environment environment) {
        Settings settings = new Settings(environment);
        return new CoolingOffPolicy(
                settings.read(
                        "ringfence.cooling-off.zone", ZoneId.class, any -> true, "a time zone such as Europe/London"),
                settings.read(
                        "ringfence.cooling-off.after-deallocation",
                        Integer.class,
                        days -> days >= 0,
                        "a number of days, 0 or more"),
                settings.read(
                        "ringfence.cooling-off.after-cease",
                        Integer.class,
                        days -> days >= 0,
                        "a number of days, 0 or more"));
    }

    @Singleton
    StockPolicy stockPolicy(Environment environment) {
        return new StockPolicy(new Settings(environment)
                .read("ringfence.stock.low", Long.class, low -> low >= 0, "a number of phone numbers, 0 or more"));
    }

    @Singleton
    Rules rules(CoolingOffPolicy policy, PropertyResolver properties) {
        return new Rules(policy, FulfilledActions.of(properties));
    }

    @Singleton
    RecordCodec recordCodec(Serde<GenericRecord> avro) {
        return new RecordCodec(avro);
    }

    @Singleton
    Partitions partitions(WorkerSettings settings) {
        return new Partitions(settings.partitions());
    }

    @Singleton
    DedupeStore.Window dedupeWindow(WorkerSettings settings) {
        return new DedupeStore.Window(settings.dedupeWindow());
    }

    @Singleton
    MaxStandbyLag maxStandbyLag(Environment environment) {
        return new MaxStandbyLag(new Settings(environment)
                .read(
                        "ringfence.query.max-standby-lag",
                        Long.class,
                        lag -> lag >= 0,
                        "a number of records, 0 or more"));
    }

    @Singleton
    Membership membership(WorkerSettings settings) {
        return new Membership(settings.applicationId(), settings.maxSilence());
    }

    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    Topology topology(
            Serde<GenericRecord> avro,
            Rules rules,
            DedupeStore.Window dedupeWindow,
            WorkerSettings settings,
            StockPolicy stockPolicy,
            Partitions partitions,
            Continuity continuity,
            List<Rows> listeners,
            Proceedings proceedings) {
        return new RingfenceTopology(
                        avro,
                        rules,
                        dedupeWindow,
                        settings.orderRetention(),
                        Optional.of(stockPolicy),
                        partitions,
                        continuity,
                        new RecordTime(),
                        new RowsToAll(listeners),
                        proceedings)
                .build();
    }

    @Singleton
    StoreMemory storeMemory(
            Environment environment, DedupeStore.Window dedupeWindow, Topology topology, WorkerSettings settings) {
        String size = new Settings(environment)
                .read(
                        "ringfence.memory.stores",
                        String.class,
                        text -> text.isEmpty() || MemorySize.isOne(text),
                        "a size such as 512MB");
        return new StoreMemory(
                size.isEmpty() ? ProcessMemory.ofThisProcess().forStores() : MemorySize.parse(size),
                StoreCount.of(topology, dedupeWindow, settings.partitions()));
    }

    /** Not started yet, but in possession of its directory. */
    @Singleton
    KafkaStreams streams(Topology topology, StreamsConfiguration configuration, WorkerSettings settings) {
        try {
            return new KafkaStreams(topology, configuration.properties(), new FencedClients());
        } catch (StreamsException e) {
            throw new StartupException(
                    "ringfence.state-directory %s cannot be used: %s"
                            .formatted(settings.stateDirectory().toAbsolutePath(), reason(e)),
                    e);
        }
    }

    @Singleton
    @Named(HISTORY)
    GlobalStreams history(RecordCodec codec, StreamsConfiguration configuration, WorkerSettings settings) {
        return global(HISTORY, () -> HistoryTopology.of(codec), configuration, settings);
    }

    @Singleton
    @Named(DIRECTORY)
    GlobalStreams directory(RecordCodec codec, StreamsConfiguration configuration, WorkerSettings settings) {
        return global(DIRECTORY, () -> DirectoryTopology.of(codec), configuration, settings);
    }

    private static GlobalStreams global(
            String name, Supplier<Topology> topology, StreamsConfiguration configuration, WorkerSettings settings) {
        return new GlobalStreams(name, topology, configuration.ofGlobal(name), settings.stopTimeout());
    }

    /** What Kafka Streams cannot read or write has a cause; what another one has locked has none. */
    private static String reason(StreamsException fault) {
        if (fault.getCause() == null) {
            return "another process works there; each needs a directory of its own.";
        }
        Throwable cause = fault.getCause();
        return cause.getCause() == null ? cause.getMessage() : cause.getMessage() + ": " + cause.getCause();
    }
}
