package io.ringfence.support.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds answers against a description of the API, and knows which of what it describes has been seen. */
public final class Conformance {
    private static final Set<String> IN_JSON = Set.of("application/json", "application/problem+json");

    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final StrictSchemas strict;
    private final Set<String> seen = new TreeSet<>();

    /** An operation, such as {@code GET /api/sites}. */
    private record Operation(String method, String path, JsonNode description) {
        boolean isOf(String asked, String at) {
            String template = path.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+");
            return method.equals(asked) && at.matches(template);
        }

        String status(String given) {
            return description.path("operationId").asText() + " " + given;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * @param yaml as it is served
     */
    public Conformance(String yaml) {
        try {
            document = new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        strict = new StrictSchemas((ObjectNode) document.at("/components/schemas"));
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
    }

    /** All that is described, such as {@code GET /api/sites}. */
    public Set<String> operations() {
        return all().stream().map(Operation::toString).collect(Collectors.toSet());
    }

    /** All that is described, by what it is called and how it may be answered, such as {@code listSites 200}. */
    public Set<String> statuses() {
        return all().stream()
                .flatMap(operation -> operation.description().path("responses").properties().stream()
                        .map(response -> operation.status(response.getKey())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What of that no answer has had so far. */
    public Set<String> unseen() {
        Set<String> unseen = statuses();
        unseen.removeAll(seen);
        return unseen;
    }

    /** Fails where the answer is not as it is described. A body is looked at where it is a text. */
    public void check(HttpResponse<?> answer) {
        Operation operation = all().stream()
                .filter(candidate ->
                        candidate.isOf(answer.request().method(), answer.uri().getPath()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not described: " + answer));
        JsonNode responses = operation.description().path("responses");
        String status = String.valueOf(answer.statusCode());
        String described = responses.has(status) ? status : "default";
        JsonNode response = resolved(responses.path(described));
        assertThat(response.isObject()).as("%s describes %s", operation, status).isTrue();
        String type = answer.headers().firstValue("Content-Type").orElse("none").replaceFirst(";.*", "");
        assertThat(names(response.path("content"))).as("types of %s", answer).contains(type);
        response.path("headers").properties().stream()
                .filter(header -> header.getValue().path("required").asBoolean())
                .forEach(header -> assertThat(answer.headers().firstValue(header.getKey()))
                        .as(header.getKey())
                        .isPresent());
        if (IN_JSON.contains(type) && answer.body() instanceof String body) {
            assertThat(schemas.getSchema(
                                    strict.of(response.at("/content").path(type).path("schema")))
                            .validate(body, InputFormat.JSON))
                    .as("%s: %s", answer, body)
                    .isEmpty();
        }
        seen.add(operation.status(described));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                operations.add(
                        new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
            }
        }
        return operations;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
