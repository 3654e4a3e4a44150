package io.ringfence.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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

    /** Workers in containers reach each other by the network, and know who asks. */
    @Test
    @SuppressWarnings("unchecked") // As the file has it.
    void workersKnowWhoAsksAndAreReachedFromThisMachineAlone() throws IOException {
        Map<String, Map<String, Object>> services;
        try (Reader file = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
            services = (Map<String, Map<String, Object>>)
                    new Yaml().<Map<String, Object>>load(file).get("services");
        }

        String secret = secretOfRealm();
        assertThat(List.of("worker-1", "worker-2")).map(services::get).allSatisfy(worker -> assertThat(
                        (Map<String, String>) worker.get("environment"))
                .containsEntry("MICRONAUT_SERVER_HOST", "0.0.0.0")
                .containsEntry("RINGFENCE_SECURITY_ENABLED", "true")
                .containsEntry("RINGFENCE_SECURITY_CLIENT_SECRET", secret));
        assertThat(services.values())
                .flatMap(service -> (List<String>) service.getOrDefault("ports", List.of()))
                .hasSizeGreaterThan(2)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    /** That it signs in there, {@code KeycloakIT} tells. */
    private static String secretOfRealm() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("src", "main", "compose", "keycloak", "ringfence-realm.json")
                        .toFile())
                .at("/clients/0/secret")
                .asText();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("docker-compose", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
