package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Starts the JVM of the registry.
 *
 * @param home where the distribution of Apicurio Registry was unpacked
 * @param directory for the registry's database and log
 */
record RegistryLauncher(Path home, Path directory, int port) {

    static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final String RUNNER_PATTERN = "*-runner.jar";

    Path log() {
        return directory.resolve("registry.log");
    }

    Process launch() {
        Path runner = runner();
        try {
            Files.createDirectories(directory);
            return new ProcessBuilder(command(runner, unpackLauncher()))
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        } catch (IOException e) {
            throw new StartupException("The registry cannot be started in %s: %s".formatted(directory, e), e);
        }
    }

    private Path runner() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home, RUNNER_PATTERN)) {
            for (Path runner : found) {
                return runner.toAbsolutePath().normalize();
            }
        } catch (IOException e) {
            throw noRegistry(e);
        }
        throw noRegistry(null);
    }

    private StartupException noRegistry(IOException cause) {
        return new StartupException(
                "No registry (%s) in %s. Run `mvn generate-resources`, which unpacks it, or set %s to where it is."
                        .formatted(RUNNER_PATTERN, home.toAbsolutePath().normalize(), Setting.REGISTRY_HOME),
                cause);
    }

    /**
     * Gives the child the one class of ours that it needs. With the whole of our class path it would also find our
     * configuration, logging and service files; and this works wherever our classes were loaded from.
     */
    private Path unpackLauncher() throws IOException {
        Path root = directory.resolve("launcher");
        Path target = root.resolve(RegistryProcess.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(target.getParent());
        try (InputStream source =
                RegistryProcess.class.getResourceAsStream(RegistryProcess.class.getSimpleName() + ".class")) {
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return root;
    }

    private List<String> command(Path runner, Path launcher) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                runner + File.pathSeparator + launcher,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                // By default a commit reaches the file half a second later: kill -9 would lose an id that is in use.
                "-Dapicurio.datasource.url=jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
                        .formatted(directory.resolve("registry")),
                "-Dapicurio.datasource.jdbc.initial-size=1",
                "-Dapicurio.datasource.jdbc.min-size=1",
                "-Dapicurio.datasource.jdbc.max-size=10",
                "-Dapicurio.rules.global.compatibility=" + COMPATIBILITY,
                RegistryProcess.class.getName(),
                runner.toString());
    }
}
