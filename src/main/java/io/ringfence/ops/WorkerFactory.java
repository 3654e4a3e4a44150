package io.ringfence.ops;

import io.micronaut.context.annotation.Factory;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Rules;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.RequestLog;
import io.ringfence.topology.RingfenceTopology;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KafkaStreams;

/** Wires the worker from its settings. */
@Factory
final class WorkerFactory {
    @Singleton
    Serde<GenericRecord> avro(AvroSettings settings) {
        return settings.configuredSerde();
    }

    @Singleton
    CoolingOffPolicy coolingOffPolicy(CoolingOffSettings settings) {
        return settings.policy();
    }

    @Singleton
    Rules rules(CoolingOffPolicy policy) {
        return new Rules(policy);
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
    RequestLog.Window dedupeWindow(WorkerSettings settings) {
        return new RequestLog.Window(settings.dedupeWindow());
    }

    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Not started yet. */
    @Singleton
    KafkaStreams streams(
            StreamsConfiguration configuration,
            Serde<GenericRecord> avro,
            CoolingOffPolicy policy,
            RequestLog.Window dedupeWindow,
            Partitions partitions) {
        return new KafkaStreams(
                new RingfenceTopology(avro, policy, dedupeWindow, partitions).build(), configuration.properties());
    }
}
