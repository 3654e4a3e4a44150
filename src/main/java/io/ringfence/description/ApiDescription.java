package io.ringfence.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.avro.Schemas;
import io.ringfence.query.Allocation;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The API as OpenAPI: what the compiler made of the controllers, without what is nobody else's, and with what controllers do
 * not say.
 */
@Singleton
final class ApiDescription {
    private static final String COMPILED = "META-INF/swagger/openapi.yml";
    private static final String OF_INSTANCES = "/internal";
    private static final String OF_CLIENTS = "/api";

    /** A symbol that stands for those of a newer release: no answer of this one has it. */
    private static final String NEWER = "UNKNOWN";

    private final ObjectNode document = Yaml.resource(COMPILED);

    ApiDescription() {
        ObjectNode paths = document.withObject("/paths");
        paths.properties().removeIf(path -> path.getKey().startsWith(OF_INSTANCES));
        // Whoever refers to something says nothing beside that.
        document.findParents("$ref").forEach(reference -> ((ObjectNode) reference).retain("$ref"));
        document.findParents("enum").forEach(type -> leaveOutNewer((ObjectNode) type));
        document.findParents(NEWER).forEach(counts -> ((ObjectNode) counts).remove(NEWER));
        paths.properties().stream()
                .filter(path -> path.getKey().startsWith(OF_CLIENTS))
                .flatMap(path -> path.getValue().findValues("responses").stream())
                .forEach(responses -> addAlways((ObjectNode) responses));
        ObjectNode schemas = document.withObject("/components/schemas");
        ArrayNode allocations =
                schemas.putObject("Allocation").put("type", "string").putArray("enum");
        Stream.of(Allocation.values()).map(Allocation::name).forEach(allocations::add);
        schemas.set("ActionRequest", RequestSchema.of(Schemas.ACTION_REQUEST, "phoneNumber", "requestId"));
        schemas.set("VoiceServiceOrder", RequestSchema.of(Schemas.VOICE_SERVICE_ORDER, "siteId", "orderId"));
        document.putArray("security").add(Yaml.object()).addObject().putArray("bearerAuth");
    }

    private static void leaveOutNewer(ObjectNode type) {
        type.remove("x-enum-descriptions");
        for (Iterator<JsonNode> symbols = type.path("enum").iterator(); symbols.hasNext(); ) {
            if (symbols.next().asText().equals(NEWER)) {
                symbols.remove();
            }
        }
    }

    /** What whatever is asked may be answered with. */
    private static void addAlways(ObjectNode responses) {
        refer(responses, "401", "Unauthorized");
        refer(responses, "403", "Forbidden");
        refer(responses, "default", "Otherwise");
    }

    private static void refer(ObjectNode responses, String status, String name) {
        responses.putObject(status).put("$ref", "#/components/responses/" + name);
    }

    /** Of the release. */
    String version() {
        return document.at("/info/version").asText();
    }

    String text() {
        return Yaml.text(document);
    }
}
