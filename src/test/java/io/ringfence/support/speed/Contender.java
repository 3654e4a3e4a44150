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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is measured beside others, on topics of its own, each time in a new process. */
sealed interface Contender {
    Duration PATIENCE = Duration.ofMinutes(2);

    /** Topics that have to be there. */
    List<String> topics();

    String requests(ActionRequest request);

    byte[] value(ActionRequest request, boolean isAccepted, byte[] avro);

    List<String> outcomes();

    Optional<Flow.Internal> internal();

    /** Returns when it takes requests. */
    AutoCloseable start(Surroundings surroundings) throws Exception;

    /** As many lines as it takes in the table. */
    record Surroundings(Path directory, List<String> settings) {
        private static final List<String> JVM =
                List.of("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-Xmx1500m");

        private ChildJvm launch(Class<?> main, List<String> arguments) throws IOException {
            return ChildJvm.start(JVM, main, Files.createTempFile(directory, "output", ".txt"), arguments.toArray());
        }
    }

    /** From producer to consumer: what the broker and the two of them can do. */
    record Direct() implements Contender {
        private static final String TOPIC = "speed-direct";

        @Override
        public List<String> topics() {
            return List.of(TOPIC);
        }

        @Override
        public String requests(ActionRequest request) {
            return TOPIC;
        }

        @Override
        public byte[] value(ActionRequest request, boolean isAccepted, byte[] avro) {
            return avro;
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
        public AutoCloseable start(Surroundings surroundings) {
            return () -> {};
        }

        @Override
        public String toString() {
            return "producer to consumer";
        }
    }

    /** Another topology with the same settings. */
    record Other(ContenderTopology topology) implements Contender {
        @Override
        public List<String> topics() {
            return Stream.concat(
                            Stream.of(topology.requests(), topology.outcomes()),
                            internal().stream().map(Flow.Internal::topic))
                    .toList();
        }

        @Override
        public String requests(ActionRequest request) {
            return topology.requests();
        }

        @Override
        public byte[] value(ActionRequest request, boolean isAccepted, byte[] avro) {
            return topology == ContenderTopology.SKELETON ? SkeletonRecord.of(request, isAccepted, avro) : avro;
        }

        @Override
        public List<String> outcomes() {
            return List.of(topology.outcomes());
        }

        @Override
        public Optional<Flow.Internal> internal() {
            return topology == ContenderTopology.SKELETON
                    ? Optional.of(new Flow.Internal(ContenderTopology.events(), group()))
                    : Optional.empty();
        }

        private String group() {
            return "speed-" + topology.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        @Override
        public AutoCloseable start(Surroundings surroundings) throws Exception {
            Path mark = surroundings.directory().resolve(group() + "-takes-requests");
            Files.deleteIfExists(mark);
            List<String> arguments = Stream.concat(
                            Stream.of(topology.name(), mark.toString(), "ringfence.application-id=" + group()),
                            surroundings.settings().stream())
                    .toList();
            ChildJvm jvm = surroundings.launch(Class.forName("io.ringfence.ops.ContenderProcess"), arguments);
            await().atMost(PATIENCE).failFast(() -> !jvm.process().isAlive()).until(() -> Files.exists(mark));
            return jvm;
        }

        @Override
        public String toString() {
            return topology.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** What this is all about. */
    record Ringfence() implements Contender {
        private static final String GROUP = "ringfence";

        @Override
        public List<String> topics() {
            return Topics.all().stream().map(Topics.Topic::name).toList();
        }

        @Override
        public String requests(ActionRequest request) {
            return Client.topic(request);
        }

        @Override
        public byte[] value(ActionRequest request, boolean isAccepted, byte[] avro) {
            return avro;
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
        public AutoCloseable start(Surroundings surroundings) throws Exception {
            int port = FreePorts.one();
            List<String> arguments = Stream.concat(
                            surroundings.settings().stream(),
                            Stream.of("ringfence.application-id=" + GROUP, "micronaut.server.port=" + port))
                    .map("--"::concat)
                    .toList();
            ChildJvm jvm = surroundings.launch(Application.class, arguments);
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
}
