package io.ringfence.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry over Confluent's REST API. Remembers nothing. Of several addresses the first that answers is believed,
 * but for what it does not know: that counts when all that answer say so.
 */
final class HttpSchemaRegistry implements SchemaRegistry {
    private record Question(String method, String path, HttpRequest.BodyPublisher body) {
        static Question get(String path) {
            return new Question("GET", path, HttpRequest.BodyPublishers.noBody());
        }

        static Question post(String path, String body) {
            return new Question("POST", path, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        }
    }

    private record Answer(URI registry, HttpResponse<String> response) {}

    private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaRegistry.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    /** Error codes of a subject and a schema that are not known; a bare 404 may come from a wrong base path. */
    private static final Set<Integer> UNKNOWN = Set.of(40401, 40403);

    /** Incompatible, and invalid. Any other status says that the call, not the schema, is at fault. */
    private static final Set<Integer> REFUSALS = Set.of(409, 422);

    private static final Set<Integer> NO_ACCESS = Set.of(401, 403, 407);

    private final ObjectMapper json = new ObjectMapper();
    private final ExponentialBackoff backoff = new ExponentialBackoff(100, 2, 2_000, 0.2);
    private final RegistrySettings settings;
    private final HttpClient http;

    HttpSchemaRegistry(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(settings.timeout());
        settings.tls().ifPresent(client::sslContext);
        this.http = client.build();
    }

    @Override
    public int id(String subject, Schema schema) {
        String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8)
                + (settings.autoRegister() ? "/versions" : "");
        HttpResponse<String> response = answer(Question.post(path, body(schema)));
        JsonNode answer = parse(response);
        if (response.statusCode() == 200 && answer.path("id").isInt()) {
            return answer.path("id").asInt();
        }
        if (REFUSALS.contains(response.statusCode()) || isUnknown(response)) {
            throw new SerializationException("Schema registry refuses %s for subject %s: %s%s"
                    .formatted(
                            schema.getFullName(),
                            subject,
                            reason(response),
                            settings.autoRegister() ? "" : " (" + RegistrySettings.AUTO_REGISTER + " is false)"));
        }
        throw fault(response);
    }

    @Override
    public Schema schema(int id) {
        HttpResponse<String> response = answer(Question.get("/schemas/ids/" + id));
        JsonNode answer = parse(response);
        if (response.statusCode() == 200 && answer.path("schema").isTextual()) {
            return parsed(id, answer.path("schema").asText());
        }
        if (isUnknown(response)) {
            throw new SerializationException("Schema registry knows no schema with id " + id + ".");
        }
        throw fault(response);
    }

    private static Schema parsed(int id, String schema) {
        try {
            return new Schema.Parser().parse(schema);
        } catch (AvroRuntimeException e) {
            throw new SerializationException("The schema with id " + id + " is no Avro schema: " + e.getMessage(), e);
        }
    }

    private boolean isUnknown(HttpResponse<String> response) {
        return UNKNOWN.contains(parse(response).path("error_code").asInt());
    }

    private String body(Schema schema) {
        return json.createObjectNode().put("schema", CanonicalText.of(schema)).toString();
    }

    /** One that is behind, or was emptied, knows less than the others: only when none knows it is it not known. */
    private HttpResponse<String> answer(Question question) {
        Answer first = firstAnswer(question);
        return isUnknown(first.response()) ? secondOpinion(first, question) : first.response();
    }

    private Answer firstAnswer(Question question) {
        IOException failure = null;
        for (int attempt = 0; attempt < settings.attempts(); attempt++) {
            pause(attempt);
            URI registry = settings.urls().get(attempt % settings.urls().size());
            try {
                return new Answer(registry, ask(registry, question));
            } catch (IOException e) {
                failure = e;
                LOG.warn("Schema registry at {} does not answer: {}", registry, e.toString());
            }
        }
        throw unavailable(failure);
    }

    /** What another one says that does know it, or has a fault; of one that does not answer no more is expected. */
    private HttpResponse<String> secondOpinion(Answer first, Question question) {
        for (URI registry : settings.urls()) {
            if (registry.equals(first.registry())) {
                continue;
            }
            try {
                HttpResponse<String> other = ask(registry, question);
                if (!isUnknown(other)) {
                    return other;
                }
            } catch (IOException e) {
                LOG.warn(
                        "Schema registry at {} does not answer, {} does: {}", registry, first.registry(), e.toString());
            }
        }
        return first.response();
    }

    private HttpResponse<String> ask(URI registry, Question question) throws IOException {
        try {
            HttpResponse<String> response =
                    http.send(request(registry, question), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() >= 500) {
                throw new IOException(reason(response));
            }
            return response;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** What no schema explains. A registry that has moved, or is behind a proxy that has, comes back; a password does not. */
    private KafkaException fault(HttpResponse<String> response) {
        return NO_ACCESS.contains(response.statusCode())
                ? new RegistryAccessException(
                        "%s gives no access (%s): %s".formatted(this, RegistrySettings.USER_INFO, reason(response)))
                : unavailable(new IOException(reason(response)));
    }

    private RegistryUnavailableException unavailable(IOException cause) {
        return new RegistryUnavailableException("%s is of no help: %s".formatted(this, cause), cause);
    }

    @Override
    public String toString() {
        return "Schema registry at %s (%s)".formatted(settings.urls(), RegistrySettings.URL);
    }

    private HttpRequest request(URI registry, Question question) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry + question.path()))
                .timeout(settings.timeout())
                .header("Accept", CONTENT_TYPE)
                .header("Content-Type", CONTENT_TYPE)
                .method(question.method(), question.body());
        settings.userInfo()
                .map(info -> Base64.getEncoder().encodeToString(info.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(credentials -> request.header("Authorization", "Basic " + credentials));
        return request.build();
    }

    private void pause(int attempt) {
        if (attempt > 0) {
            Utils.sleep(backoff.backoff(attempt - 1));
        }
    }

    private String reason(HttpResponse<String> response) {
        JsonNode body = parse(response);
        return "HTTP %d %s"
                .formatted(response.statusCode(), body.path("message").asText(""));
    }

    private JsonNode parse(HttpResponse<String> response) {
        try {
            return json.readTree(response.body());
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
