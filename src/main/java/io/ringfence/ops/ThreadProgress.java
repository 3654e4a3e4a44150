package io.ringfence.ops;

import io.ringfence.query.StreamsMetrics;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * How far a stream thread has come, as Kafka's metrics say.
 *
 * @param thread its name
 * @param commits that were made
 * @param processed records that were, committed or not
 * @param silentSeconds since it last asked for records; -1 before it has
 * @param heartbeatSeconds since the group was last sent a sign of life; -1 before it was
 */
record ThreadProgress(String thread, double commits, double processed, double silentSeconds, double heartbeatSeconds) {
    private static final String THREADS = "stream-thread-metrics";
    private static final double NEVER = -1;

    static ThreadProgress of(ThreadMetadata thread, Map<MetricName, ? extends Metric> metrics) {
        String client = thread.consumerClientId();
        return new ThreadProgress(
                thread.threadName(),
                value(metrics, THREADS, "commit-total", "thread-id", thread.threadName()),
                value(metrics, THREADS, "process-total", "thread-id", thread.threadName()),
                value(metrics, "consumer-metrics", "last-poll-seconds-ago", "client-id", client),
                value(metrics, "consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "client-id", client));
    }

    private static double value(
            Map<MetricName, ? extends Metric> metrics, String group, String name, String tag, String of) {
        return StreamsMetrics.find(metrics, group, name, Map.entry(tag, of))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .map(Double.class::cast)
                .orElse(NEVER);
    }
}
