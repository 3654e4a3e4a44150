package io.ringfence.support.speed;

import static org.awaitility.Awaitility.await;

import io.ringfence.domain.ActionRequest;
import io.ringfence.embedded.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Consumers that decide what a poll brings in one transaction, and then tell of it.
 *
 * @param database its URL
 */
record PostgresByPoll(String database, int consumers) implements OnTopics {
    static final String REQUESTS = "speed-postgres-requests";
    static final String ACCEPTED = "speed-postgres-state-changes";
    static final String REJECTED = "speed-postgres-rejections";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public List<NewTopic> topics() {
        return List.of(Surroundings.topic(REQUESTS), Surroundings.topic(ACCEPTED), Surroundings.topic(REJECTED));
    }

    @Override
    public String requests(ActionRequest request) {
        return REQUESTS;
    }

    @Override
    public List<String> outcomes() {
        return List.of(ACCEPTED, REJECTED);
    }

    @Override
    public Optional<Flow.Internal> internal() {
        return Optional.empty();
    }

    @Override
    public void require(SpeedLoad.Batch batch, Map<String, Long> outcomesByTopic) {
        if (outcomesByTopic.get(ACCEPTED) != batch.accepted()) {
            throw new IllegalStateException(
                    "%s, where %d are to be accepted".formatted(outcomesByTopic, batch.accepted()));
        }
    }

    @Override
    public AutoCloseable startProcess(Surroundings surroundings) throws Exception {
        Path mark = surroundings.directory().resolve("postgres-takes-requests");
        Files.deleteIfExists(mark);
        ChildJvm jvm = surroundings.launch(
                PostgresProcess.class,
                List.of(
                        database,
                        surroundings.broker().bootstrapServers(),
                        surroundings.registry().url(),
                        Integer.toString(consumers),
                        mark.toString()));
        await().atMost(PATIENCE).failFast(() -> !jvm.process().isAlive()).until(() -> Files.exists(mark));
        return jvm;
    }

    @Override
    public String toString() {
        return "PostgreSQL, a poll at once, %d consumers".formatted(consumers);
    }
}
