package io.ringfence.ops;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.ringfence.StartupException;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Rules;
import io.ringfence.query.MaxStandbyLag;
import io.ringfence.topology.Partitions;
import io.ringfence.topology.RecordCodec;
import io.ringfence.topology.RequestLog;
import io.ringfence.topology.RingfenceTopology;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.ProcessorStateException;

/** Wires the worker from its settings. */
@Factory
final class WorkerFactory {
    @Singleton
    Serde<GenericRecord> avro(AvroSettings settings) {
        return settings.configuredSerde();
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
                        "a number of days, 0 or more"));
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
    MaxStandbyLag maxStandbyLag(Environment environment) {
        return new MaxStandbyLag(new Settings(environment)
                .read(
                        "ringfence.query.max-standby-lag",
                        Long.class,
                        lag -> lag >= 0,
                        "a number of records, 0 or more"));
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
            Rules rules,
            RequestLog.Window dedupeWindow,
            Partitions partitions) {
        try {
            return new KafkaStreams(
                    new RingfenceTopology(avro, rules, dedupeWindow, partitions).build(), configuration.properties());
        } catch (ProcessorStateException e) {
            throw new StartupException("ringfence.state-directory cannot be used: " + e.getMessage(), e);
        }
    }
}
