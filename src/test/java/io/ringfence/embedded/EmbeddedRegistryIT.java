package io.ringfence.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedRegistryIT {

    private static final Path HOME = Path.of("target", "registry");
    private static final String SUBJECT = "numbers-value";

    private static final String SCHEMA = schema("");
    private static final String COMPATIBLE = schema(", {'name': 'b', 'type': 'int', 'default': 0}");
    private static final String NOT_FORWARD_COMPATIBLE = schema(", {'name': 'b', 'type': 'int'}");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.findFree();
    private final String url = "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port);

    @TempDir
    Path temp;

    /** One test, because each start takes seconds. */
    @Test
    void keepsSchemasOverACleanStopAndOverTheKillOfItsParentAndChecksThemBothWays() throws Exception {
        String first;
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(HOME, temp, port)) {
            assertThat(registry.url()).isEqualTo(url);
            assertThat(get("/config")).contains("FULL_TRANSITIVE");
            first = registered(SCHEMA);
            assertThat(register(NOT_FORWARD_COMPATIBLE).statusCode()).isEqualTo(409);
        }

        Path pidFile = temp.resolve("pid");
        String second;
        ProcessHandle registry;
        try (ChildJvm parent =
                ChildJvm.start(RegistryMain.class, temp.resolve("parent.log"), HOME, temp, port, pidFile)) {
            await().atMost(60, SECONDS)
                    .until(() ->
                            Files.exists(pidFile) && !Files.readString(pidFile).isEmpty());
            registry =
                    ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
            assertThat(registered(SCHEMA)).isEqualTo(first);
            second = registered(COMPATIBLE);
            parent.kill();
        }
        await().atMost(10, SECONDS).until(() -> !registry.isAlive());

        try (EmbeddedRegistry restarted = EmbeddedRegistry.start(HOME, temp, port)) {
            assertThat(registered(SCHEMA)).isEqualTo(first);
            assertThat(registered(COMPATIBLE)).isEqualTo(second).isNotEqualTo(first);
        }
    }

    private String registered(String schema) throws Exception {
        HttpResponse<String> response = register(schema);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> register(String schema) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects/" + SUBJECT + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString("{\"schema\": \"" + schema.replace("\"", "\\\"") + "\"}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static String schema(String more) {
        return "{'type': 'record', 'name': 'R', 'fields': [{'name': 'a', 'type': 'string'}%s]}"
                .formatted(more)
                .replace('\'', '"');
    }
}
