package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.support.js.NodeProject;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.topology.Topics;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client with no class of ours, in another language: kafkajs with the npm client of the registry protocol. */
@OnPlatform
class ForeignClientIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static NodeProject client;

    private final Platform platform;

    ForeignClientIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        client = NodeProject.install("client");
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
        return JSON.readTree(client.run(
                "node", "client.mjs", platform.bootstrapServers(), platform.registryUrl(), topic.name(), request));
    }
}
