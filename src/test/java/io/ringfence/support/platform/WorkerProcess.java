package io.ringfence.support.platform;

import static org.awaitility.Awaitility.await;

import io.ringfence.support.machine.Command;
import io.ringfence.support.machine.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A worker in a process of its own; with its {@link Home}, what a newcomer starts, embedded broker and registry included. */
public final class WorkerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    public static final List<String> ORDINARY = List.of("-Xmx768m");

    /** Where one process after another works, on the same ports. */
    public record Home(Path directory, int workerPort, int brokerPort, int registryPort) {
        public static Home in(Path directory) throws IOException {
            FreePorts ports = FreePorts.find(3);
            return new Home(directory, ports.next(), ports.next(), ports.next());
        }

        public URI url() {
            return URI.create("http://127.0.0.1:" + workerPort);
        }

        public String bootstrapServers() {
            return "127.0.0.1:" + brokerPort;
        }

        public String registryUrl() {
            return "http://127.0.0.1:" + registryPort + "/apis/ccompat/v7";
        }

        private List<String> arguments() {
            return List.of(
                    "--micronaut.server.port=" + workerPort,
                    "--ringfence.embedded.broker-port=" + brokerPort,
                    "--ringfence.embedded.registry-port=" + registryPort,
                    "--ringfence.embedded.data-directory=" + directory.resolve("data"));
        }
    }

    private final Process process;
    private final Path output;

    private WorkerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Returns at once. */
    public static WorkerProcess launch(Home home) throws IOException {
        return launch(home.directory(), home.arguments());
    }

    static WorkerProcess launch(Path directory, List<String> arguments) throws IOException {
        return launch(directory, ORDINARY, arguments);
    }

    public static WorkerProcess launch(Path directory, List<String> options, List<String> arguments)
            throws IOException {
        return launch(Release.THIS, directory, options, arguments, Map.of());
    }

    /**
     * @param environment variables, beside those of the tests
     */
    static WorkerProcess launch(
            Release release,
            Path directory,
            List<String> options,
            List<String> arguments,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(release.command());
        command.addAll(arguments);
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new WorkerProcess(process, output);
    }

    /** Returns when it says that it runs. */
    public static WorkerProcess start(Home home) throws IOException {
        return start(home, ORDINARY);
    }

    static WorkerProcess start(Home home, List<String> options) throws IOException {
        WorkerProcess worker = launch(home.directory(), options, home.arguments());
        await().atMost(PATIENCE)
                .failFast(() -> {
                    if (!worker.process.isAlive()) {
                        throw new IllegalStateException(worker.output());
                    }
                })
                .until(() -> worker.output().contains("Ctrl-C stops everything"));
        return worker;
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: no hook runs. Returns when its children have ended as well. */
    public void kill() {
        Set<ProcessHandle> children = children();
        process.destroyForcibly();
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** SIGSTOP: it stands still and tells nobody. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Command.signal(process.pid(), name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** That it has taken so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, as Ctrl-C does. Returns when it and its children have ended. */
    public int stop() throws InterruptedException {
        Set<ProcessHandle> children = children();
        process.destroy();
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
        return process.waitFor();
    }

    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Still alive: " + output());
        }
        return process.exitValue();
    }

    private Set<ProcessHandle> children() {
        try (Stream<ProcessHandle> children = process.descendants()) {
            return children.collect(Collectors.toSet());
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
