package io.ringfence.support.rights;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.support.browser.Browser;
import io.ringfence.support.machine.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/** Keycloak with the realm of {@code docker-compose.yml}, for another page. */
public final class Keycloak implements IdentityProvider {
    private static final Path HOME = Path.of("target", "keycloak");
    private static final Path REALM = Path.of("src", "main", "compose", "keycloak", "ringfence-realm.json");
    private static final String PAGE = "http://127.0.0.1:8080";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String issuer;
    private final String secret;

    private Keycloak(Process process, String issuer, String secret) {
        this.process = process;
        this.issuer = issuer;
        this.secret = secret;
    }

    /**
     * Returns when it answers.
     *
     * @param page whose visitors it signs in
     */
    public static Keycloak start(URI page) throws IOException {
        Path data = HOME.resolve("data");
        Utils.delete(data.toFile());
        ObjectNode realm = realm(page);
        JSON.writeValue(
                Files.createDirectories(data.resolve("import"))
                        .resolve("ringfence-realm.json")
                        .toFile(),
                realm);
        int port = FreePorts.one();
        ProcessBuilder builder = new ProcessBuilder(
                HOME.resolve("bin").resolve("kc.sh").toAbsolutePath().toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(HOME.resolve("output.txt").toFile())
                .start();
        Keycloak keycloak = new Keycloak(
                process,
                "http://localhost:" + port + "/realms/ringfence",
                realm.at("/clients/0/secret").asText());
        try {
            await().atMost(PATIENCE).until(() -> process.isAlive() && keycloak.answers());
            return keycloak;
        } catch (RuntimeException e) {
            keycloak.close();
            throw e;
        }
    }

    private static ObjectNode realm(URI page) throws IOException {
        ObjectNode realm = (ObjectNode) JSON.readTree(Files.readString(REALM).replace(PAGE, page.toString()));
        ArrayNode users = realm.withArray("/users");
        JsonNode desk = users.get(0).deepCopy();
        String stranger = desk.toString().replace("desk", "stranger");
        users.add(((ObjectNode) JSON.readTree(stranger)).without("realmRoles"));
        return realm;
    }

    private boolean answers() throws InterruptedException {
        try {
            URI discovery = URI.create(issuer + "/.well-known/openid-configuration");
            return http.send(HttpRequest.newBuilder(discovery).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public Map<String, Object> settings() {
        return IdentityProvider.settings(issuer, issuer + "/protocol/openid-connect/certs", secret);
    }

    @Override
    public void signIn(Browser browser, String name) {
        browser.one("#username").sendKeys(name);
        browser.one("#password").sendKeys(name);
        browser.click("#kc-login");
    }

    /** It believes the token that comes with the visitor. */
    @Override
    public void confirmSignOut(Browser browser) {}

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
