package io.ringfence.ops;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/**
 * Ready once all that the instance was given at its start is restored, and from then on until it stops. Partitions that
 * it takes over from others later do not make it unready: nobody else could answer for them either, and a rolling
 * restart of one instance would take the others' answers away with them.
 */
@Singleton
@Readiness
final class StreamsReadiness implements HealthIndicator {
    private final Worker worker;
    private final KafkaStreams streams;
    private final Restoration restoration;

    StreamsReadiness(Worker worker, KafkaStreams streams, Restoration restoration) {
        this.worker = worker;
        this.streams = streams;
        this.restoration = restoration;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        KafkaStreams.State state = streams.state();
        boolean ready = worker.hasRun() && state.isRunningOrRebalancing();
        return Publishers.just(HealthResult.builder("streams", ready ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("state", state, "restoring", restoration.progress()))
                .build());
    }
}
