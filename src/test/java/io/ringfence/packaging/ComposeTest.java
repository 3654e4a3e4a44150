package io.ringfence.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** No Docker engine runs where this is built; that the file is right is checked by the tool that reads it. */
class ComposeTest {
    @Test
    void composeFileIsValid() throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled(), "docker-compose is not installed here");

        Process config = new ProcessBuilder("docker-compose", "config", "--quiet")
                .redirectErrorStream(true)
                .start();
        String output = new String(config.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(config.waitFor()).as(output).isZero();
    }

    /** Workers in containers reach each other by the network, and nobody else reaches them. */
    @Test
    @SuppressWarnings("unchecked") // As the file has it.
    void workersAreOpenToEachOtherAndThisMachine() throws IOException {
        Map<String, Map<String, Object>> services;
        try (Reader file = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
            services = (Map<String, Map<String, Object>>)
                    new Yaml().<Map<String, Object>>load(file).get("services");
        }

        assertThat(List.of("worker-1", "worker-2")).map(services::get).allSatisfy(worker -> assertThat(
                        (Map<String, String>) worker.get("environment"))
                .containsEntry("MICRONAUT_SERVER_HOST", "0.0.0.0")
                .containsEntry("RINGFENCE_SECURITY_OPEN", "true"));
        assertThat(services.values())
                .flatMap(service -> (List<String>) service.getOrDefault("ports", List.of()))
                .hasSizeGreaterThan(2)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("docker-compose", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
