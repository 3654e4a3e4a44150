package io.ringfence.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.support.platform.Health;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.OwnCluster;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.platform.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the image runs, of the files that it has, with its environment: by the virtual machine of this test, for the image's own
 * needs an engine.
 */
@OnPlatform
@Tag("long")
@EnabledIf("isBuilt")
class ImageIT {
    private static final Path IMAGE = Path.of("target", "jib-image.tar");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int IMAGE_JAVA = 25;
    private static final String NO_JAVA = "no Java " + IMAGE_JAVA + ", which the image has, is installed here";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private Path root;
    private JsonNode config;

    static boolean isBuilt() {
        return Files.exists(IMAGE);
    }

    @BeforeEach
    void unpack() throws Exception {
        Path image = Files.createDirectory(directory.resolve("image"));
        root = Files.createDirectory(directory.resolve("root"));
        run("tar", "xf", IMAGE.toString(), "-C", image.toString());
        JsonNode manifest =
                JSON.readTree(image.resolve("manifest.json").toFile()).get(0);
        config = JSON.readTree(image.resolve(manifest.path("Config").asText()).toFile())
                .path("config");
        for (JsonNode layer : manifest.path("Layers")) {
            run("tar", "xzf", image.resolve(layer.asText()).toString(), "-C", root.toString());
        }
        Path classPath = root.resolve("app").resolve("jib-classpath-file");
        Files.writeString(classPath, Files.readString(classPath).replace("/app/", root + "/app/"));
    }

    /**
     * The second time with the classes that the first has written down at its end. The third time it is another build, on the same
     * volume: by the time of its files, for their sizes may be the same, its own classes are run.
     */
    @Test
    void worksOnAClusterStopsInGoodOrderAndStartsFromWhatItHasLearnt(Platform platform) throws Exception {
        try (OwnCluster cluster = OwnCluster.start(platform.registryUrl())) {
            Duration first = worksAndStops(cluster, platform);
            assertThat(archived()).as("classes from the archive").isZero();

            Duration second = worksAndStops(cluster, platform);
            assertThat(archived()).as("classes from the archive").isGreaterThan(5_000);
            System.out.printf(
                    "CPU until ready: first start %.1f s, second %.1f s%n",
                    first.toMillis() / 1_000.0, second.toMillis() / 1_000.0);

            Instant built = Files.getLastModifiedTime(jar()).toInstant();
            assertThat(built).isAfter(Instant.now().minus(Duration.ofDays(1)));
            Files.setLastModifiedTime(jar(), FileTime.from(built.plusSeconds(1)));
            worksAndStops(cluster, platform);
            assertThat(archived()).as("classes from the archive").isZero();
        }
    }

    /** Returns the CPU that it took until it was ready. */
    private Duration worksAndStops(OwnCluster cluster, Platform platform) throws Exception {
        URI url = WorkerProcess.Home.in(directory).url();
        Process worker = start(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers(),
                "SCHEMA_REGISTRY_URL", platform.registryUrl(),
                "RINGFENCE_CREATE_TOPICS", "true",
                "RINGFENCE_PARTITIONS", String.valueOf(OwnCluster.PARTITIONS),
                "MICRONAUT_SERVER_PORT", String.valueOf(url.getPort())));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .failFast(() -> assertThat(worker.isAlive()).as(output()).isTrue())
                .until(() -> Health.readiness(url).isUp());
        Duration cpu = worker.info().totalCpuDuration().orElseThrow();
        worker.destroy();
        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).as(output()).isEqualTo(143);
        return cpu;
    }

    /** Of our own classes. */
    private Path jar() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("app"))) {
            return files.filter(file -> file.endsWith("ringfence.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Those of the JDK have an archive of their own. */
    private long archived() throws IOException {
        try (Stream<String> lines = Files.lines(loaded())) {
            return lines.filter(line -> line.endsWith("source: shared objects file (top)"))
                    .count();
        }
    }

    @Test
    void startsNoBrokerOfItsOwn() throws Exception {
        Process worker = start(Map.of());

        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(1);
        assertThat(output().strip()).hasLineCount(1).contains("No broker: set KAFKA_BOOTSTRAP_SERVERS");
    }

    private Process start(Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        config.path("Entrypoint").forEach(word -> command.add(here(word.asText())));
        command.set(0, java(command.get(0)).toString());
        command.add(1, "-Xlog:class+load:file=" + loaded());
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> all = builder.environment();
        all.clear();
        config.path("Env").forEach(setting -> {
            String[] parts = setting.asText().split("=", 2);
            all.put(parts[0], here(parts[1]));
        });
        all.putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    /** The root of the image is a directory. */
    private String here(String text) {
        return text.replace("@/app/", "@" + root + "/app/").replace("/var/lib/ringfence", root + "/var/lib/ringfence");
    }

    /** That of the image, of whatever vendor: it takes options that older ones do not know. */
    private static Path java(String name) throws IOException {
        if (Runtime.version().feature() == IMAGE_JAVA) {
            return Path.of(System.getProperty("java.home"), "bin", name);
        }
        Path installed = Path.of("/usr/lib/jvm");
        Assumptions.assumeTrue(Files.isDirectory(installed), NO_JAVA);
        try (Stream<Path> all = Files.list(installed)) {
            Optional<Path> found = all.filter(
                            jvm -> jvm.getFileName().toString().matches(".*\\b" + IMAGE_JAVA + "\\b.*"))
                    .map(jvm -> jvm.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst();
            Assumptions.assumeTrue(found.isPresent(), NO_JAVA);
            return found.orElseThrow();
        }
    }

    private Path loaded() {
        return directory.resolve("loaded");
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
