package io.ringfence.support.speed;

import static org.awaitility.Awaitility.await;

import io.ringfence.domain.ActionRequest;
import io.ringfence.embedded.ChildJvm;
import io.ringfence.ops.ContenderProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** Stream processing that decides nothing, with the settings of a worker. */
record OtherTopology(ContenderTopology topology) implements OnTopics {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public List<NewTopic> topics() {
        return Stream.of(List.of(topology.requests()), topology.outcomes(), topology.internal())
                .flatMap(List::stream)
                .map(Surroundings::topic)
                .toList();
    }

    @Override
    public String requests(ActionRequest request) {
        return topology.requests();
    }

    @Override
    public byte[] value(ActionRequest request, boolean isAccepted, byte[] avro) {
        return topology.value(request, isAccepted, avro);
    }

    @Override
    public List<String> outcomes() {
        return topology.outcomes();
    }

    @Override
    public Optional<Flow.Internal> internal() {
        return topology.last().map(topic -> new Flow.Internal(topic, group()));
    }

    private String group() {
        return "speed-" + topology;
    }

    @Override
    public AutoCloseable startProcess(Surroundings surroundings) throws Exception {
        Path mark = surroundings.directory().resolve(group() + "-takes-requests");
        Files.deleteIfExists(mark);
        List<String> arguments = new ArrayList<>(List.of(topology.name(), mark.toString()));
        surroundings.settings(group()).forEach((name, value) -> arguments.add(name + "=" + value));
        ChildJvm jvm = surroundings.launch(ContenderProcess.class, arguments);
        await().atMost(PATIENCE).failFast(() -> !jvm.process().isAlive()).until(() -> Files.exists(mark));
        return jvm;
    }

    @Override
    public String toString() {
        return topology.toString();
    }
}
