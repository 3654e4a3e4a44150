package io.ringfence.query;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Finds one of the metrics that Kafka Streams and its clients keep. */
public final class StreamsMetrics {
    private StreamsMetrics() {}

    /**
     * The metric of a thread or client. Looks through all of them, which are thousands.
     *
     * @param tag that tells whose it is, and the value that it has
     */
    public static Optional<Metric> find(
            Map<MetricName, ? extends Metric> metrics, String group, String name, Map.Entry<String, String> tag) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name)
                        && metric.getKey().group().equals(group)
                        && tag.getValue().equals(metric.getKey().tags().get(tag.getKey())))
                .<Metric>map(Map.Entry::getValue)
                .findFirst();
    }
}
