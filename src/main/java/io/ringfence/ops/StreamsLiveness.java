package io.ringfence.ops;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.reactivestreams.Publisher;

/** Alive as long as a stream thread is and all of them come on, however long they restore or wait to be replaced. */
@Singleton
@Liveness
final class StreamsLiveness implements HealthIndicator {
    private final KafkaStreams streams;
    private final Stalls stalls;

    StreamsLiveness(KafkaStreams streams, Clock clock) {
        this.streams = streams;
        this.stalls = new Stalls(clock);
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Set<ThreadMetadata> threads = streams.metadataForLocalThreads();
        List<String> stalled = stalls.among(threads.stream()
                .map(thread -> ThreadProgress.of(thread, streams.metrics()))
                .toList());
        boolean up = !threads.isEmpty() && stalled.isEmpty();
        return Publishers.just(HealthResult.builder("stream-threads", up ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("alive", threads.size(), "stalled", stalled))
                .build());
    }
}
