package io.ringfence.ops;

import io.ringfence.StartupException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How long the group waits for a stream thread of which it hears nothing, as the settings of Kafka Streams have it.
 *
 * @param timeout after the last heartbeat that has arrived
 * @param interval between heartbeats
 */
record GroupSession(Duration timeout, Duration interval) {
    /** Throws a {@link StartupException} where the settings are of another protocol, which has its own. */
    static GroupSession of(Properties streams) {
        String protocol = String.valueOf(
                streams.getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, StreamsConfig.DEFAULT_GROUP_PROTOCOL));
        if (!protocol.equalsIgnoreCase(GroupProtocol.CLASSIC.name())) {
            throw new StartupException(
                    "ringfence.streams.group.protocol is %s: who is a member can be told with %s alone."
                            .formatted(protocol, GroupProtocol.CLASSIC.name().toLowerCase(Locale.ROOT)));
        }
        return new GroupSession(
                time(streams, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                time(streams, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG));
    }

    /** Throws a {@link StartupException} where the group may give an instance's work away before it falls silent itself. */
    void requireOutlasts(Duration maxSilence) {
        // The heartbeat that was due may have been the first that did not arrive.
        if (timeout.minus(interval).compareTo(maxSilence) < 0) {
            throw new StartupException(
                    "ringfence.query.max-silence (RINGFENCE_QUERY_MAX_SILENCE) is %d ms, longer than session.timeout.ms (%d) less heartbeat.interval.ms (%d), after which the group may give this instance's work to another."
                            .formatted(maxSilence.toMillis(), timeout.toMillis(), interval.toMillis()));
        }
    }

    private static Duration time(Properties streams, String name) {
        return Stream.of(StreamsConfig.mainConsumerPrefix(name), StreamsConfig.consumerPrefix(name), name)
                .map(streams::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> Duration.ofMillis(Long.parseLong(value.toString().trim())))
                .orElseGet(() -> Duration.ofMillis(
                        ((Number) ConsumerConfig.configDef().defaultValues().get(name)).longValue()));
    }
}
