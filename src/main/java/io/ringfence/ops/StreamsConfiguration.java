package io.ringfence.ops;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.env.Environment;
import io.ringfence.topology.DeadLetters;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The settings of Kafka Streams: ours, then the connection ({@code kafka.*}), then whatever {@code
 * ringfence.streams.*} overrides.
 */
@Singleton
final class StreamsConfiguration {
    private final WorkerSettings settings;
    private final Provider<HostInfo> self;
    private final StoreMemory memory;
    private final KafkaDefaultConfiguration connection;
    private final Map<String, String> overrides;

    /**
     * @param self where the other instances find this one
     */
    StreamsConfiguration(
            WorkerSettings settings,
            Provider<HostInfo> self,
            StoreMemory memory,
            KafkaDefaultConfiguration connection,
            Environment environment) {
        this.settings = settings;
        this.self = self;
        this.memory = memory;
        this.connection = connection;
        this.overrides = PassedThrough.under("ringfence.streams", environment);
    }

    /** Throws a {@link io.ringfence.StartupException} where other instances could decide while this one still answers. */
    Properties properties() {
        Properties properties = configured();
        // Whatever overrides it has the last word.
        properties.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, endpoint());
        GroupSession.of(properties).requireOutlasts(settings.maxSilence());
        return properties;
    }

    /** Of a global store: it has no transactions, for what it reads again it puts where it is. */
    Properties ofGlobal(String name) {
        Properties properties = configured();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId() + "-" + name);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(
                StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
        return properties;
    }

    /**
     * Of what makes the state anew: alone, asked by nobody, and done within one life.
     *
     * @param directory for its files
     */
    Properties ofRebuild(Path directory) {
        Properties properties = configured();
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.toAbsolutePath().toString());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
        properties.remove(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return properties;
    }

    private Properties configured() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                settings.stateDirectory().toAbsolutePath().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // While it is behind: what comes in on time has an EarlyCommit.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 250);
        // The default of 100 delays the commit of a lone record by half of that on average.
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5);
        properties.putAll(membership());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        // Answers while a partition moves, and takes it over without restoring it first.
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicationFactor());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // An offset that is gone is never replaced by the first or the last: OffsetCheck says what to do instead.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "none");
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
        properties.put(StoreMemory.CONFIG, memory);
        // The wait for the transaction before, which is over within milliseconds: by default it takes 100.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
        // A dead letter is as large as what was received, which the broker may have taken compressed.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 2 * DeadLetters.MAX_BYTES);
        properties.putAll(connection.getConfig());
        properties.putAll(overrides);
        return properties;
    }

    private String endpoint() {
        HostInfo own = self.get();
        return (own.host().contains(":") ? "[" + own.host() + "]" : own.host()) + ":" + own.port();
    }

    private Map<String, ?> membership() {
        return settings.instanceId()
                .<Map<String, ?>>map(
                        id -> Map.of(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id))
                // After a kill the next start waits for the old member to be missed, 45 seconds by default.
                .orElse(Map.of(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000));
    }
}
