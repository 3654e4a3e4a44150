package io.ringfence.support.speed;

import static org.awaitility.Awaitility.await;

import io.ringfence.Application;
import io.ringfence.domain.ActionRequest;
import io.ringfence.embedded.ChildJvm;
import io.ringfence.support.machine.FreePorts;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Health;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A worker, as anybody runs it.
 *
 * @param port of its API
 * @param settings other than those that all contenders have
 */
record RingfenceWorker(int port, Map<String, String> settings) implements OnTopics {
    static final String GROUP = "ringfence";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    RingfenceWorker() throws IOException {
        this(Map.of());
    }

    RingfenceWorker(Map<String, String> settings) throws IOException {
        this(FreePorts.one(), settings);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

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
    public ChildJvm startProcess(Surroundings surroundings) throws Exception {
        ChildJvm jvm = launch(surroundings);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .failFast(() -> !jvm.process().isAlive())
                .until(() -> Health.readiness(url()).isUp());
        return jvm;
    }

    /** Returns at once. */
    ChildJvm launch(Surroundings surroundings) throws IOException {
        Map<String, String> all = new HashMap<>(surroundings.settings(GROUP));
        all.put("micronaut.server.port", Integer.toString(port));
        all.putAll(settings);
        return surroundings.launch(
                Application.class,
                all.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toList());
    }

    @Override
    public String toString() {
        return "Ringfence";
    }
}
