package io.ringfence.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** One of several workers: its process comes and goes, its name and its directory stay. */
final class Instance implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Several at once share few cores, and none lives long. */
    private static final List<String> QUICK_START = List.of("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final String name;
    private final Path directory;
    private final List<String> settings;
    private boolean killed;
    private WorkerProcess process;
    private URI url;

    /**
     * @param directory for its state and its output
     * @param settings that all instances have
     */
    Instance(String name, Path directory, List<String> settings) {
        this.name = name;
        this.directory = directory;
        this.settings = settings;
    }

    /** Returns at once. On another port each time: while it was away, anything may have taken the one before. */
    synchronized void launch() throws IOException {
        Files.createDirectories(directory);
        int port = freePort();
        url = URI.create("http://127.0.0.1:" + port);
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--ringfence.streams.client.id=" + name);
        arguments.add("--ringfence.state-directory=" + state());
        arguments.add("--micronaut.server.host=127.0.0.1");
        arguments.add("--micronaut.server.port=" + port);
        killed = false;
        process = WorkerProcess.launch(directory, QUICK_START, arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** As a load balancer sees it. */
    void awaitReady() {
        await().atMost(PATIENCE).until(() -> {
            requireNotEnded();
            return isReady();
        });
    }

    private boolean isReady() {
        try {
            return Health.readiness(url).isUp();
        } catch (IllegalStateException notListening) {
            return false;
        }
    }

    /** An end that nobody brought about is a finding. */
    void requireNotEnded() {
        if (!killed && !process.isAlive()) {
            throw new AssertionError(name + " has ended by itself:\n" + process.output());
        }
    }

    void kill() {
        requireNotEnded();
        killed = true;
        process.kill();
    }

    void pause() {
        requireNotEnded();
        process.pause();
    }

    void resume() {
        process.resume();
    }

    void wipe() throws IOException {
        Utils.delete(state().toFile());
    }

    private Path state() {
        return directory.resolve("streams");
    }

    /** How often it has said so. */
    long says(String text) {
        return process.output().lines().filter(line -> line.contains(text)).count();
    }

    /** Whether the client of that id is one of its stream threads. */
    boolean is(String clientId) {
        return clientId.startsWith(name + "-StreamThread-");
    }

    /** Whether the transactional id is of one of its stream threads. Kafka Streams makes it of what the directory holds. */
    boolean begins(String transactionalId) {
        return transactionalId.contains(processId());
    }

    private String processId() {
        try (Stream<Path> files = Files.walk(state())) {
            Path metadata = files.filter(file -> file.endsWith("kafka-streams-process-metadata"))
                    .findFirst()
                    .orElseThrow();
            return JSON.readTree(metadata.toFile()).path("processId").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return url;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
