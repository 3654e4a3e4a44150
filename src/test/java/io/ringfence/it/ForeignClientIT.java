package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client with no class of ours, in another language: kafkajs with the npm client of the registry protocol. */
@OnPlatform
class ForeignClientIT {
    private static final Path SOURCE = Path.of("src", "test", "js");
    private static final Path WORK = Path.of("target", "foreign-client");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;

    ForeignClientIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled("node") && isInstalled("npm"), "node and npm are not installed here");
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "client.mjs")) {
            Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    @Test
    void publishesRequestsAndReadsOutcomesAsAvro() throws IOException, InterruptedException {
        String number = Numbers.next();
        String id = UUID.randomUUID().toString();

        JsonNode provisioned = ask(Topics.PROVISIONING, """
                {"requestId": "%s", "phoneNumber": "%s", "siteId": "js", "action": "PROVISION", "requestedBy": "node",
                 "details": {"extension": "7", "rangeName": "R", "kind": "DIRECT", "portedFrom": null}}""".formatted(id, number));

        assertThat(provisioned.path("topic").asText()).isEqualTo("phone-number-state-changes");
        assertThat(provisioned.path("requestId").asText()).isEqualTo(id);
        assertThat(provisioned.path("version").asLong()).isEqualTo(1);
        assertThat(provisioned.path("before").isNull()).isTrue();
        assertThat(provisioned.at("/after/status").asText()).isEqualTo("AVAILABLE");
        assertThat(provisioned.at("/after/extension").asText()).isEqualTo("7");

        JsonNode allocated = ask(Topics.ACTIONS, """
                {"phoneNumber": "%s", "siteId": "js", "action": "ALLOCATE", "requestedBy": "node",
                 "allocateTo": {"type": "OCCUPIER", "id": "acorn", "name": "Acorn"}, "expectedVersion": 1}""".formatted(number));

        assertThat(allocated.at("/after/allocatedTo/id").asText()).isEqualTo("acorn");
        assertThat(allocated.at("/before/status").asText()).isEqualTo("AVAILABLE");

        JsonNode rejected = ask(Topics.ACTIONS, """
                {"phoneNumber": "%s", "siteId": "js", "action": "DEACTIVATE", "requestedBy": "node"}""".formatted(number));

        assertThat(rejected.path("topic").asText()).isEqualTo("phone-number-rejections");
        assertThat(rejected.path("code").asText()).isEqualTo("INVALID_STATUS");
        assertThat(rejected.at("/current/status").asText()).isEqualTo("RESERVED");
        assertThat(rejected.path("allowedActions"))
                .extracting(JsonNode::asText)
                .containsExactly("NOMINATE_MAIN_NUMBER", "DEALLOCATE", "ACTIVATE");
    }

    private JsonNode ask(Topics.Topic topic, String request) throws IOException, InterruptedException {
        return JSON.readTree(
                run("node", "client.mjs", platform.bootstrapServers(), platform.registryUrl(), topic.name(), request));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(WORK, "stderr", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES))
                .as("%s ends", command[0])
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return output;
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
