package io.ringfence.support.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Schemas of OpenAPI 3.0 as JSON Schema of 2020-12 has them, and closed: a property that none of them describes is an error,
 * which the description itself does not say, for answers may grow.
 */
final class StrictSchemas {
    private static final Set<String> COMPOSED = Set.of("allOf", "anyOf", "oneOf");

    private final ObjectNode components;

    /**
     * @param components by their names
     */
    StrictSchemas(ObjectNode components) {
        this.components = components.objectNode();
        components.properties().forEach(schema -> this.components.set(schema.getKey(), open(schema.getValue())));
    }

    /** The schema, with all that it refers to. */
    JsonNode of(JsonNode schema) {
        ObjectNode closed = closed(schema);
        closed.putObject("components").set("schemas", components);
        return closed;
    }

    /** As of a value of its own. */
    private ObjectNode closed(JsonNode schema) {
        ObjectNode closed = open(schema).put("unevaluatedProperties", false);
        if (!schema.path("nullable").asBoolean()) {
            return closed;
        }
        ObjectNode nullable = components.objectNode();
        ArrayNode either = nullable.putArray("anyOf");
        either.add(closed);
        either.addObject().put("type", "null");
        return nullable;
    }

    /** As of a part, which others add to. */
    private ObjectNode open(JsonNode schema) {
        ObjectNode open = schema.deepCopy();
        open.remove("nullable");
        open.properties().forEach(keyword -> {
            JsonNode value = keyword.getValue();
            if (COMPOSED.contains(keyword.getKey())) {
                ArrayNode parts = components.arrayNode();
                value.forEach(part -> parts.add(open(part)));
                keyword.setValue(parts);
            } else if (keyword.getKey().equals("properties")) {
                ((ObjectNode) value).properties().forEach(property -> property.setValue(closed(property.getValue())));
            } else if (keyword.getKey().equals("items")
                    || value.isObject() && keyword.getKey().equals("additionalProperties")) {
                keyword.setValue(closed(value));
            }
        });
        if (open.remove("discriminator") instanceof ObjectNode discriminator) {
            open.remove("oneOf");
            open.setAll(discriminated(discriminator));
        }
        return open;
    }

    /** What tells alternatives apart says which of them it is. */
    private ObjectNode discriminated(ObjectNode discriminator) {
        String property = discriminator.path("propertyName").asText();
        ObjectNode schema = components.objectNode();
        ArrayNode known = schema.putObject("properties").putObject(property).putArray("enum");
        schema.putArray("required").add(property);
        ArrayNode alternatives = schema.putArray("allOf");
        for (Map.Entry<String, JsonNode> mapping : discriminator.path("mapping").properties()) {
            known.add(mapping.getKey());
            ObjectNode alternative = alternatives.addObject();
            alternative
                    .putObject("if")
                    .putObject("properties")
                    .putObject(property)
                    .put("const", mapping.getKey());
            alternative.putObject("then").set("$ref", mapping.getValue());
        }
        return schema;
    }
}
