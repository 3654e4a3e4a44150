package io.ringfence.support.speed;

import io.ringfence.avro.AvroSerde;
import io.ringfence.embedded.ChildJvm;
import io.ringfence.support.broker.OneBroker;
import io.ringfence.support.platform.LosableRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/**
 * What all contenders have alike.
 *
 * @param avro has its schemas from the registry
 * @param directory for files that stay from turn to turn
 * @param partitions of every topic
 * @param commitMs how often stream processing commits, in milliseconds; null where as a worker does
 */
record Surroundings(
        OneBroker broker, LosableRegistry registry, AvroSerde avro, Path directory, int partitions, Integer commitMs)
        implements AutoCloseable {
    static final String STANDBYS = "ringfence.streams.num.standby.replicas";

    private static final int PARTITIONS = 6;

    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-Xmx1500m");

    static Surroundings start() throws Exception {
        return start(PARTITIONS);
    }

    static Surroundings start(int partitions) throws Exception {
        Path directory = Files.createTempDirectory("ringfence-speed");
        OneBroker broker = OneBroker.start(directory.resolve("broker"));
        LosableRegistry registry = LosableRegistry.start(Files.createDirectory(directory.resolve("registry")));
        AvroSerde avro = new AvroSerde();
        avro.configure(Map.of("schema.registry.url", registry.url()), false);
        return new Surroundings(broker, registry, avro, directory, partitions, Integer.getInteger("speed.commit.ms"));
    }

    Surroundings committingEvery(int millis) {
        return new Surroundings(broker, registry, avro, directory, partitions, millis);
    }

    void createTopics(Collection<? extends Contender> contenders) throws Exception {
        broker.admin()
                .createTopics(contenders.stream()
                        .flatMap(contender -> contender.topics().stream())
                        .map(topic -> new NewTopic(topic.name(), partitions, (short) 1).configs(topic.configs()))
                        .toList())
                .all()
                .get();
    }

    /** With as many partitions as every topic. */
    static NewTopic topic(String name) {
        return new NewTopic(name, Optional.empty(), Optional.empty());
    }

    /** What a worker has to be told. */
    Map<String, String> settings(String applicationId) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "ringfence.avro.schema-registry-url",
                registry.url(),
                "ringfence.application-id",
                applicationId,
                "ringfence.partitions",
                Integer.toString(partitions),
                "ringfence.state-directory",
                state(applicationId).toString(),
                "ringfence.memory.stores",
                "512MB",
                STANDBYS,
                "0"));
        if (commitMs != null) {
            settings.put("ringfence.streams.commit.interval.ms", commitMs.toString());
        }
        return settings;
    }

    Path state(String applicationId) {
        return directory.resolve("state-of-" + applicationId);
    }

    /** In a process that has a compiler and a collector of its own. */
    ChildJvm launch(Class<?> main, Collection<String> arguments) throws IOException {
        return ChildJvm.start(JVM, main, Files.createTempFile(directory, "output-", ".txt"), arguments.toArray());
    }

    @Override
    public void close() throws IOException {
        avro.close();
        registry.close();
        broker.close();
        Utils.delete(directory.toFile());
    }

    @Override
    public String toString() {
        return "%d partitions%s".formatted(partitions, commitMs == null ? "" : ", commit every " + commitMs + " ms");
    }
}
