package io.ringfence.support.speed;

import io.ringfence.avro.AvroSerde;
import io.ringfence.embedded.ChildJvm;
import io.ringfence.support.broker.OneBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What all contenders have alike.
 *
 * @param registryUrl of the registry that has the schemas of {@code avro}
 * @param directory for files that stay from turn to turn
 */
record Surroundings(OneBroker broker, String registryUrl, AvroSerde avro, Path directory) {
    static final int PARTITIONS = 6;

    private static final int COMMIT_MS = Integer.getInteger("speed.commit.ms", 20);
    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-Xmx1500m");

    static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }

    /** What a worker has to be told, each as {@code name=value}. */
    List<String> settings(String applicationId) {
        return List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "ringfence.avro.schema-registry-url=" + registryUrl,
                "ringfence.application-id=" + applicationId,
                "ringfence.partitions=" + PARTITIONS,
                "ringfence.state-directory=" + directory.resolve("state-of-" + applicationId),
                "ringfence.memory.stores=512MB",
                "ringfence.streams.num.standby.replicas=0",
                "ringfence.streams.commit.interval.ms=" + COMMIT_MS);
    }

    /** In a process that has a compiler and a collector of its own. */
    ChildJvm launch(Class<?> main, Collection<String> arguments) throws IOException {
        return ChildJvm.start(JVM, main, Files.createTempFile(directory, "output-", ".txt"), arguments.toArray());
    }

    @Override
    public String toString() {
        return "%d partitions, commit every %d ms".formatted(PARTITIONS, COMMIT_MS);
    }
}
