package io.ringfence.support.js;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program in another language, with packages of npm's. */
public final class NodeProject {
    private static final int MINUTES = 2;

    private final Path directory;

    private NodeProject(Path directory) {
        this.directory = directory;
    }

    /**
     * Installs what it needs; the test is skipped, and says so, where there is no Node.js.
     *
     * @param name of its folder
     */
    public static NodeProject install(String name) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled("node") && isInstalled("npm"), "node and npm are not installed here");
        Path directory = Files.createDirectories(Path.of("target", "js", name));
        try (Stream<Path> files = Files.list(Path.of("src", "test", "js", name))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        NodeProject project = new NodeProject(directory);
        project.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return project;
    }

    /** What it says, once it has ended well. */
    public String run(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(directory, "stderr", ".txt");
        Process process = start(errors, List.of(command));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(List.of(command) + ": " + Files.readString(errors));
        }
        return output;
    }

    /** It goes on until it is ended. */
    public Process start(String... command) throws IOException {
        return start(Files.createTempFile(directory, "stderr", ".txt"), List.of(command));
    }

    private Process start(Path errors, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    private static boolean isInstalled(String command) {
        try {
            return new ProcessBuilder(command, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
