package io.ringfence.support.broker;

import static org.awaitility.Awaitility.await;

import io.ringfence.embedded.ChildJvm;
import io.ringfence.support.machine.FullDisk;
import io.ringfence.support.machine.Stutter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A node of a Kafka cluster: its process comes and goes, its settings and its data stay. */
final class KafkaNode implements AutoCloseable {
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int LAST_WORDS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> LOGGING = List.of("-Dlogback.configurationFile=logback-node.xml");

    private final Path directory;
    private ChildJvm jvm;
    private boolean up;
    private int launches;

    private KafkaNode(Path directory) {
        this.directory = directory;
    }

    /**
     * A node that has not been launched.
     *
     * @param directory for its data and its output
     */
    static KafkaNode format(Uuid cluster, int id, Path directory, Map<String, String> settings) throws Exception {
        KafkaNode node = new KafkaNode(directory);
        Files.createDirectories(directory);
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put("node.id", Integer.toString(id));
        properties.put("log.dirs", node.data().toString());
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        try (OutputStream file = Files.newOutputStream(node.settings())) {
            properties.store(file, null);
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setClusterId(cluster.toString())
                .setNodeId(id)
                .setControllerListenerName(CONTROLLER_LISTENER)
                .setHasDynamicQuorum(false)
                .setMetadataLogDirectory(node.data().toString())
                .addDirectory(node.data().toString())
                .run();
        return node;
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path settings() {
        return directory.resolve("node.properties");
    }

    private Path mark() {
        return directory.resolve("is-up");
    }

    private Path output() {
        return directory.resolve("output-" + launches + ".txt");
    }

    /** Returns at once. */
    void launch() throws IOException {
        launch(List.of());
    }

    /**
     * @param more options that override those that keep it small
     */
    void launch(List<String> more) throws IOException {
        Files.deleteIfExists(mark());
        launches++;
        List<String> options = Stream.concat(LOGGING.stream(), more.stream()).toList();
        jvm = ChildJvm.start(options, KafkaNodeMain.class, output(), settings(), mark());
        up = true;
    }

    /** Returns when it takes requests. */
    void awaitUp() {
        await(this + " is up").atMost(PATIENCE).until(() -> {
            requireNotEnded();
            return Files.exists(mark());
        });
    }

    /** An end that nobody brought about is a finding. */
    void requireNotEnded() {
        if (up && !jvm.process().isAlive()) {
            throw new AssertionError("%s has ended by itself (%d):%n%s"
                    .formatted(this, jvm.process().exitValue(), lastWords()));
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        requireNotEnded();
        up = false;
        jvm.kill();
    }

    /** Nothing that it writes goes through, until it has ended by that. */
    void endByFullDisk() throws IOException {
        requireNotEnded();
        up = false;
        FullDisk.of(jvm.process().pid());
        await(this + " ends").atMost(PATIENCE).until(() -> !jvm.process().isAlive());
    }

    /** Has it stand still for most of the time, until the returned is closed. */
    Stutter stutter() {
        requireNotEnded();
        return new Stutter(jvm.process().pid());
    }

    /** In good order. */
    void stop() throws IOException, InterruptedException {
        requireNotEnded();
        up = false;
        jvm.process().getOutputStream().close();
        if (!jvm.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("%s does not stop:%n%s".formatted(this, lastWords()));
        }
    }

    @Override
    public void close() {
        up = false;
        if (jvm != null) {
            jvm.close();
        }
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }
}
