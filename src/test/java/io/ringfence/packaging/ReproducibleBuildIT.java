package io.ringfence.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources, built elsewhere and at another time, give the same jar, with the same libraries. */
@Tag("long")
class ReproducibleBuildIT {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".ringfence");

    @Test
    void theSameJarAndTheSameBillOfMaterials(@TempDir Path elsewhere) throws Exception {
        copySources(elsewhere);

        build(elsewhere);

        for (String artifact : List.of("ringfence.jar", "ringfence-sbom.json")) {
            assertThat(elsewhere.resolve("target").resolve(artifact))
                    .hasSameBinaryContentAs(HERE.resolve("target").resolve(artifact));
        }
    }

    private static void copySources(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(HERE)) {
            for (Path source : all.filter(
                            any -> !NOT_SOURCES.contains(any.getFileName().toString()))
                    .toList()) {
                Path copy = directory.resolve(source.getFileName());
                if (Files.isDirectory(source)) {
                    PathUtils.copyDirectory(source, copy);
                } else {
                    Files.copy(source, copy);
                }
            }
        }
    }

    private static void build(Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        int status = new ProcessBuilder("mvn", "-B", "-DskipTests", "package")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(status).as(() -> contentOf(output.toFile())).isZero();
    }
}
