package io.ringfence.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * The one text in which a schema is sent to the registry. Registries compare texts: a generated class's hint to
 * represent strings as {@code java.lang.String} would make its schema another than the one that a client in another
 * language sends.
 */
public final class CanonicalText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CanonicalText() {}

    /** The text of a schema. */
    public static String of(Schema schema) {
        try {
            return unhinted(JSON.readTree(schema.toString())).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Avro printed a schema that is no JSON: " + schema.getFullName(), e);
        }
    }

    private static JsonNode unhinted(JsonNode node) {
        node.forEach(CanonicalText::unhinted);
        node.properties().forEach(field -> field.setValue(plainString(field.getValue())));
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, plainString(array.get(i)));
            }
        }
        return node;
    }

    /** {@code {"type":"string","avro.java.string":"String"}} as {@code "string"}. */
    private static JsonNode plainString(JsonNode node) {
        if (node instanceof ObjectNode object && object.remove(GenericData.STRING_PROP) != null && object.size() == 1) {
            return object.get("type");
        }
        return node;
    }
}
