package io.ringfence.ops;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/** Alive as long as a stream thread is, however long it restores or waits to be replaced. */
@Singleton
@Liveness
final class StreamsLiveness implements HealthIndicator {
    private final KafkaStreams streams;

    StreamsLiveness(KafkaStreams streams) {
        this.streams = streams;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        int threads = streams.metadataForLocalThreads().size();
        return Publishers.just(HealthResult.builder("stream-threads", threads > 0 ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("alive", threads))
                .build());
    }
}
