package io.ringfence.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka Streams and its consumers measure, by the names that Micrometer's binder for it gives. That one is not used: it reads
 * each of some thousand figures to register it, those of RocksDB among them, and a process that reads those while a store is being
 * closed crashes (KAFKA-10025). Here only what is chosen is read, and nothing of RocksDB.
 */
@Singleton
public final class StreamsMeters {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsMeters.class);

    /** Partitions and threads come and go; those that Prometheus asks after every few seconds are to be there. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private static final String OF_THE_INSTANCE = "stream-metrics";

    /** By group. */
    private static final Map<String, Set<String>> CHOSEN = Map.of(
            OF_THE_INSTANCE,
            Set.of("client-state", "alive-stream-threads", "failed-stream-threads"),
            "stream-thread-metrics",
            Set.of(
                    "process-total",
                    "process-ratio",
                    "punctuate-ratio",
                    "poll-ratio",
                    "commit-ratio",
                    "commit-total",
                    "commit-latency-avg",
                    "commit-latency-max"),
            "stream-ringfence-metrics",
            Set.of("answers-unawaited-total"),
            "consumer-metrics",
            Set.of("last-poll-seconds-ago"),
            "consumer-coordinator-metrics",
            Set.of("last-heartbeat-seconds-ago", "rebalance-total"),
            "consumer-fetch-manager-metrics",
            Set.of("records-lag"));

    private static final String CLIENT = "client-id";

    /** What tells the figures of an instance apart. */
    private static final Set<String> TAGS = Set.of(CLIENT, "thread-id", "ringfence-id", "topic", "partition");

    private static final String THREAD = "StreamThread-";

    private final KafkaStreams streams;
    private final MeterRegistry registry;
    private final Map<MetricName, Meter> meters = new HashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ringfence-metrics");
        thread.setDaemon(true);
        return thread;
    });

    StreamsMeters(KafkaStreams streams, MeterRegistry registry) {
        this.streams = streams;
        this.registry = registry;
    }

    /** Shows what there is from now on. */
    public void start() {
        looks.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<MetricName, Metric> here = streams.metrics().entrySet().stream()
                    .filter(metric -> isChosen(metric.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            follow(here);
        } catch (RuntimeException e) {
            LOG.warn("The metrics of Kafka Streams are those of before: {}", e.toString());
        }
    }

    private void follow(Map<MetricName, Metric> here) {
        meters.entrySet().removeIf(meter -> {
            boolean gone = !here.containsKey(meter.getKey());
            if (gone) {
                registry.remove(meter.getValue());
            }
            return gone;
        });
        here.forEach((name, metric) -> meters.computeIfAbsent(name, any -> register(name, metric)));
    }

    /** A consumer that restores has its lag by another name: what is left to restore. */
    private static boolean isChosen(MetricName metric) {
        return CHOSEN.getOrDefault(metric.group(), Set.of()).contains(metric.name())
                && (!metric.group().startsWith("consumer")
                        || isMain(metric.tags().get(CLIENT)));
    }

    private static boolean isMain(String consumer) {
        return consumer.contains(THREAD) && !consumer.endsWith("-restore-consumer");
    }

    private Meter register(MetricName metric, Metric measured) {
        String name = "kafka." + metric.group().replaceFirst("-?metrics$", "") + "." + metric.name();
        String dotted = name.replace('-', '.');
        return metric.name().endsWith("-total")
                ? FunctionCounter.builder(dotted, measured, StreamsMeters::value)
                        .description(metric.description())
                        .tags(tags(metric))
                        .register(registry)
                : Gauge.builder(dotted, measured, StreamsMeters::value)
                        .description(metric.description())
                        .tags(tags(metric))
                        .strongReference(true)
                        .register(registry);
    }

    private static double value(Metric measured) {
        return ((Number) measured.metricValue()).doubleValue();
    }

    private static Tags tags(MetricName metric) {
        return Tags.of(metric.tags().entrySet().stream()
                .filter(tag -> TAGS.contains(tag.getKey()))
                .filter(tag -> !metric.group().equals(OF_THE_INSTANCE))
                .map(tag -> Tag.of(tag.getKey().replace('-', '.'), lasting(tag.getValue())))
                .toList());
    }

    /** The name of a thread, or of its client, without that of the process, which is another at each start. */
    private static String lasting(String name) {
        return name.substring(Math.max(0, name.indexOf(THREAD)));
    }

    @PreDestroy
    void stop() {
        looks.shutdownNow();
    }
}
