package io.ringfence.support.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.InMemoryRegistry;
import io.ringfence.intake.Intake;
import io.ringfence.query.Location;
import io.ringfence.support.rights.Rights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The API on a real server and a random port, over numbers in memory; and a client for it. */
public final class ApiServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final Map<String, Object> SETTINGS = Map.of(
            "micronaut.server.port",
            -1,
            "jackson.serialization-inclusion",
            "ALWAYS",
            "jackson.serialization.write-dates-as-timestamps",
            false,
            "jackson.serialization.fail-on-unwrapped-type-identifiers",
            false,
            "kafka.enabled",
            false);

    private static final String RIGHTS = "ringfence.security.enabled";

    private static final Map<String, Object> NO_BROKER =
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1", ProducerConfig.MAX_BLOCK_MS_CONFIG, 100);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final InMemoryReadModel readModel = new InMemoryReadModel();
    private final InMemoryHistory history = new InMemoryHistory();
    private final InMemoryDirectory directory = new InMemoryDirectory();
    private final AtomicReference<Location> everything = new AtomicReference<>();
    private final AvroSerde avro = new AvroSerde(new InMemoryRegistry());
    private final KafkaProducer<String, byte[]> toNobody =
            new KafkaProducer<>(NO_BROKER, new StringSerializer(), new ByteArraySerializer());
    private final Map<String, Object> settings;
    private EmbeddedServer server;

    public ApiServer() {
        this(Map.of(RIGHTS, false));
    }

    /**
     * @param settings that say whether callers show who they are
     */
    public ApiServer(Map<String, Object> settings) {
        this.settings = settings;
    }

    public InMemoryReadModel readModel() {
        return readModel;
    }

    public InMemoryHistory history() {
        return history;
    }

    public InMemoryDirectory directory() {
        return directory;
    }

    public void everythingIs(Location location) {
        everything.set(location);
    }

    public int port() {
        return server.getPort();
    }

    /** Header names and values alternate, as in {@link HttpRequest.Builder#headers}. */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    public HttpResponse<String> post(String path, String json) {
        return send("POST", HttpRequest.BodyPublishers.ofString(json), path, "Content-Type", "application/json");
    }

    public HttpResponse<String> send(String method, String path, String... headers) {
        return send(method, HttpRequest.BodyPublishers.noBody(), path, headers);
    }

    public HttpResponse<String> send(String method, HttpRequest.BodyPublisher body, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of a 200 in JSON. */
    public JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(contentType(response)).isEqualTo("application/json");
        return tree(response.body());
    }

    /** The body of a problem, once all of it but the detail was checked. */
    public JsonNode problem(int status, String title, String path, String... headers) {
        return problem(get(path, headers), status, title, path.replaceFirst("\\?.*", ""));
    }

    public static JsonNode problem(HttpResponse<String> response, int status, String title, String instance) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(contentType(response)).isEqualTo("application/problem+json");
        JsonNode problem = tree(response.body());
        assertThat(fields(problem)).containsExactly("type", "title", "status", "detail", "instance");
        assertThat(problem.path("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.path("title").textValue()).isEqualTo(title);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("instance").textValue()).isEqualTo(instance);
        return problem;
    }

    public static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }

    public static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = ApplicationContext.builder()
                .properties(SETTINGS)
                .propertySources(Rights.of(settings))
                .singletons(
                        new SettledPlacement(readModel, everything),
                        Clock.systemUTC(),
                        history,
                        directory,
                        new Intake(toNobody, avro.serializer()))
                .beanConfigurations(new ApiBeansOnly((boolean) settings.get(RIGHTS)))
                .run(EmbeddedServer.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        history.clear();
        directory.clear();
        readModel.clear();
        everything.set(Location.HERE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.getApplicationContext().close();
        toNobody.close(Duration.ZERO);
        avro.close();
    }
}
