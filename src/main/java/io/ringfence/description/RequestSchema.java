package io.ringfence.description;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** A record of a topic as it is asked for in JSON: fields, words and defaults of its schema, as OpenAPI 3.0 has them. */
final class RequestSchema {
    private static final Map<String, String> FORMATS =
            Map.of("uuid", "uuid", "date", "date", "timestamp-millis", "date-time");

    private static final String ASKER = "requestedBy";
    private static final String WHO_ASKS =
            "Person or system that asks, for the audit trail. Required without rights; with them it is the token's subject,"
                    + " whatever stands here.";

    private RequestSchema() {}

    /**
     * The schema of a body.
     *
     * @param inPath the field that stands in the path, and so not in the body
     * @param id the field that may be missing, and is made then
     */
    static ObjectNode of(Schema topicRecord, String inPath, String id) {
        ObjectNode body = object(topicRecord, Set.of(inPath), Set.of(id, ASKER));
        body.withObject("/properties/" + ASKER).put("description", WHO_ASKS);
        return body.put("description", topicRecord.getDoc());
    }

    private static ObjectNode object(Schema schema, Set<String> without, Set<String> optional) {
        ObjectNode object = type("object");
        ArrayNode required = object.putArray("required");
        ObjectNode properties = object.putObject("properties");
        for (Schema.Field field : schema.getFields()) {
            if (!without.contains(field.name())) {
                properties.set(field.name(), property(field));
                if (!field.hasDefaultValue() && !optional.contains(field.name())) {
                    required.add(field.name());
                }
            }
        }
        return object;
    }

    private static ObjectNode property(Schema.Field field) {
        ObjectNode property = of(field.schema());
        if (field.doc() != null) {
            property.put("description", field.doc());
        }
        if (field.hasDefaultValue() && field.defaultVal() != JsonProperties.NULL_VALUE) {
            property.putPOJO("default", field.defaultVal());
        }
        return property;
    }

    private static ObjectNode of(Schema schema) {
        if (schema.getLogicalType() != null) {
            return type("string")
                    .put("format", FORMATS.get(schema.getLogicalType().getName()));
        }
        return switch (schema.getType()) {
            case RECORD -> object(schema, Set.of(), Set.of());
            case ENUM -> symbols(schema);
            case ARRAY -> type("array").set("items", of(schema.getElementType()));
            case UNION -> of(schema.getTypes().get(1)).put("nullable", true);
            case STRING -> type("string");
            case BOOLEAN -> type("boolean");
            case INT -> type("integer").put("format", "int32");
            case LONG -> type("integer").put("format", "int64");
            case MAP, FIXED, BYTES, FLOAT, DOUBLE, NULL ->
                throw new IllegalArgumentException("Nothing that is asked for has such a field: " + schema);
        };
    }

    /** The default stands for what a newer schema has, and is nothing to ask for. */
    private static ObjectNode symbols(Schema schema) {
        ObjectNode symbols = type("string");
        ArrayNode known = symbols.putArray("enum");
        schema.getEnumSymbols().stream()
                .filter(symbol -> !symbol.equals(schema.getEnumDefault()))
                .forEach(known::add);
        return symbols;
    }

    private static ObjectNode type(String name) {
        return Yaml.object().put("type", name);
    }
}
