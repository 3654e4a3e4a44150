package io.ringfence.query;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/**
 * When the stream threads last asked for records. They do so all the time, whether there are any or not; one that hangs
 * does not, in a commit for example, of which nobody can say then whether it will be.
 */
@Singleton
final class LastPolls {
    private static final String NAME = "last-poll-seconds-ago";
    private static final String GROUP = "consumer-metrics";
    private static final String CLIENT_ID = "client-id";

    private final KafkaStreams streams;
    private final Duration maxSilence;
    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();

    LastPolls(KafkaStreams streams, Membership membership) {
        this.streams = streams;
        this.maxSilence = membership.maxSilence();
    }

    /** Whether the consumer of that id has been asked lately. */
    boolean isRecent(String clientId) {
        if (isRecent(metrics.get(clientId))) {
            return true;
        }
        // Also where a thread's successor has taken over its name.
        find(clientId);
        return isRecent(metrics.get(clientId));
    }

    private boolean isRecent(Metric metric) {
        double wholeSeconds = metric == null ? -1 : (double) metric.metricValue();
        return wholeSeconds >= 0 && Duration.ofSeconds((long) wholeSeconds + 1).compareTo(maxSilence) <= 0;
    }

    private void find(String clientId) {
        StreamsMetrics.find(streams.metrics(), GROUP, NAME, Map.entry(CLIENT_ID, clientId))
                .ifPresent(metric -> metrics.put(clientId, metric));
    }
}
