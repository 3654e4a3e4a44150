package io.ringfence.support.speed;

import io.ringfence.domain.ActionRequest;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** From producer to consumer, with nobody between them. */
record Direct() implements OnTopics {
    private static final String TOPIC = "speed-direct";

    @Override
    public List<NewTopic> topics() {
        return List.of(Surroundings.topic(TOPIC));
    }

    @Override
    public String requests(ActionRequest request) {
        return TOPIC;
    }

    @Override
    public List<String> outcomes() {
        return List.of(TOPIC);
    }

    @Override
    public Optional<Flow.Internal> internal() {
        return Optional.empty();
    }

    @Override
    public AutoCloseable startProcess(Surroundings surroundings) {
        return () -> {};
    }

    @Override
    public String toString() {
        return "producer to consumer";
    }
}
