package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.support.broker.BrokerLines;
import io.ringfence.support.machine.FreePorts;
import io.ringfence.support.machine.FullDisk;
import io.ringfence.support.machine.SteppedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.core.ConditionTimeoutException;

/** One of several workers: its process comes and goes, its name and its directory stay. */
public final class Instance implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Several at once share few cores, and none lives long. */
    private static final List<String> QUICK_START = List.of("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** By SIGTERM. */
    private static final int TERMINATED = 143;

    private final String name;
    private final Path directory;
    private final BrokerLines lines;
    private final List<String> settings;
    private Release release = Release.THIS;
    private boolean mayHaveEnded;
    private WorkerProcess process;
    private volatile URI url;

    /**
     * @param directory for its state and its output
     * @param lines its ways to the brokers
     * @param settings that all instances have
     */
    Instance(String name, Path directory, BrokerLines lines, List<String> settings) {
        this.name = name;
        this.directory = directory;
        this.lines = lines;
        this.settings = settings;
    }

    /** Returns at once. On another port each time: while it was away, anything may have taken the one before. */
    public void launch() throws IOException {
        launch(Map.of());
    }

    /** With a clock that may be stepped. */
    public void launch(SteppedClock clock) throws IOException {
        launch(clock.environment());
    }

    private synchronized void launch(Map<String, String> environment) throws IOException {
        Files.createDirectories(directory);
        int port = FreePorts.one();
        url = URI.create("http://127.0.0.1:" + port);
        mayHaveEnded = false;
        process = WorkerProcess.launch(release, directory, QUICK_START, arguments(port), environment);
    }

    Release release() {
        return release;
    }

    /** What it is from its next launch on. */
    void becomes(Release next) {
        release = next;
    }

    private List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--kafka.bootstrap.servers=" + lines.bootstrapServers());
        arguments.add("--ringfence.streams.client.id=" + name);
        arguments.add("--ringfence.state-directory=" + state());
        arguments.add("--micronaut.server.host=127.0.0.1");
        arguments.add("--micronaut.server.port=" + port);
        return arguments;
    }

    /** As a load balancer sees it. */
    void awaitReady() {
        try {
            await(name + " is ready").atMost(PATIENCE).until(() -> {
                requireNotEnded();
                return isReady();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("%s:%n%s%n%s".formatted(e.getMessage(), readiness(), process.output()), e);
        }
    }

    /** Returns whether it is ready, rather than at its end. */
    boolean awaitReadyOrEnd() {
        await(name + " is ready, or ends").atMost(PATIENCE).until(() -> !process.isAlive() || isReady());
        return process.isAlive();
    }

    private boolean isReady() {
        return readiness().filter(Health::isUp).isPresent();
    }

    /** Empty while nobody listens. */
    private Optional<Health> readiness() {
        try {
            return Optional.of(Health.readiness(url));
        } catch (IllegalStateException notListening) {
            return Optional.empty();
        }
    }

    /** An end that nobody brought about is a finding. */
    void requireNotEnded() {
        if (!mayHaveEnded && !process.isAlive()) {
            throw new AssertionError(name + " has ended by itself:\n" + process.output());
        }
    }

    public void kill() {
        requireNotEnded();
        mayHaveEnded = true;
        process.kill();
    }

    /** In good order. */
    void stop() throws InterruptedException {
        requireNotEnded();
        mayHaveEnded = true;
        int status = process.stop();
        if (status != TERMINATED) {
            throw new AssertionError("%s stops with status %d:%n%s".formatted(name, status, process.output()));
        }
    }

    /**
     * Launches it where it must not start: it has to end with status 1 and to say why.
     *
     * @param saying what its output must contain
     */
    public void launchInVain(List<String> saying) throws IOException, InterruptedException {
        launch();
        mayHaveEnded = true;
        int status = process.awaitExit();
        if (status != 1 || !saying.stream().allMatch(process.output()::contains)) {
            throw new AssertionError("%s ends with status %d and does not say %s:%n%s"
                    .formatted(name, status, saying, process.output()));
        }
    }

    /** Runs a command of the console with the settings of this worker, which must succeed. */
    public void run(List<String> command) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(QUICK_START);
        arguments(FreePorts.one()).forEach(setting -> options.add(setting.replaceFirst("^--", "-D")));
        try (WorkerProcess run = WorkerProcess.launch(directory, options, command)) {
            int status = run.awaitExit();
            if (status != 0) {
                throw new AssertionError("%s ends with status %d:%n%s".formatted(command, status, run.output()));
            }
        }
    }

    /** Nothing that it writes to a file goes through. It may end by that. */
    public void fillDisk() throws IOException {
        requireNotEnded();
        mayHaveEnded = true;
        FullDisk.of(process.pid());
    }

    /** There is space again, should it still be there to make use of it. */
    public void freeDisk() throws IOException {
        if (process.isAlive()) {
            FullDisk.free(process.pid());
        }
    }

    /** Ends it, whatever it is about to do. */
    public void end() {
        process.close();
    }

    /** A clock for its next launch. */
    public SteppedClock clock() throws IOException {
        return SteppedClock.in(directory);
    }

    /** Nothing passes between it and the brokers any more, and neither is told. */
    public void cutOff() {
        requireNotEnded();
        lines.cut();
    }

    /**
     * Ends a cut.
     *
     * @param byReset whether its connections are lost, rather than go on with what was on its way
     */
    public void reconnect(boolean byReset) {
        if (byReset) {
            lines.mendByReset();
        } else {
            lines.mend();
        }
    }

    void pause() {
        requireNotEnded();
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    public void wipe() throws IOException {
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

    public URI url() {
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
