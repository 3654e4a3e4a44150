package io.ringfence.support.speed;

import static org.awaitility.Awaitility.await;

import io.ringfence.Application;
import io.ringfence.domain.ActionRequest;
import io.ringfence.embedded.ChildJvm;
import io.ringfence.support.machine.FreePorts;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Health;
import io.ringfence.topology.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** A worker, as anybody runs it. */
record RingfenceWorker() implements OnTopics {
    private static final String GROUP = "ringfence";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public List<NewTopic> topics() {
        return Topics.all().stream()
                .map(topic -> Surroundings.topic(topic.name()).configs(topic.config()))
                .toList();
    }

    @Override
    public String requests(ActionRequest request) {
        return Client.topic(request);
    }

    @Override
    public List<String> outcomes() {
        return List.of(Topics.STATE_CHANGES.name(), Topics.REJECTIONS.name());
    }

    @Override
    public Optional<Flow.Internal> internal() {
        return Optional.of(new Flow.Internal(Topics.SITE_EVENTS.name(), GROUP));
    }

    @Override
    public void require(SpeedLoad.Batch batch, Map<String, Long> outcomesByTopic) {
        if (outcomesByTopic.get(Topics.STATE_CHANGES.name()) != batch.accepted()) {
            throw new IllegalStateException(
                    "%s, where %d are to be accepted".formatted(outcomesByTopic, batch.accepted()));
        }
    }

    @Override
    public AutoCloseable startProcess(Surroundings surroundings) throws Exception {
        int port = FreePorts.one();
        ChildJvm jvm = surroundings.launch(
                Application.class,
                Stream.concat(surroundings.settings(GROUP).stream(), Stream.of("micronaut.server.port=" + port))
                        .map("--"::concat)
                        .toList());
        URI url = URI.create("http://127.0.0.1:" + port);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .failFast(() -> !jvm.process().isAlive())
                .until(() -> Health.readiness(url).isUp());
        return jvm;
    }

    @Override
    public String toString() {
        return "Ringfence";
    }
}
