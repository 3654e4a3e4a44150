package io.ringfence.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Writes as a newer release may: each of its enums has a symbol more, {@value #SYMBOL}, and each of its records a field more,
 * {@value #FIELD}, in the midst of the others.
 */
public final class NewerRelease {
    public static final String SYMBOL = "NEWER";
    public static final String FIELD = "newer";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AvroSerde OURS = new AvroSerde(new InMemoryRegistry());

    private NewerRelease() {}

    /** The newer version of one of our schemas. */
    public static Schema schema(Schema ours) {
        JsonNode schema = json(ours);
        objects(schema).forEach(NewerRelease::extend);
        return new Schema.Parser().parse(schema.toString());
    }

    /**
     * A newer version as a release reads it that knows what this one does not: what {@value #SYMBOL} is in the enum. What had
     * that name has the other's instead.
     */
    public static Schema learned(Schema schema, String enumName, String symbol) {
        JsonNode learned = json(schema);
        objects(learned)
                .filter(node -> node.get("symbols") instanceof ArrayNode symbols
                        && node.get("name").asText().equals(enumName)
                        && symbols.get(symbols.size() - 1).asText().equals(SYMBOL))
                .forEach(node -> {
                    ArrayNode symbols = (ArrayNode) node.get("symbols");
                    for (int i = 0; i < symbols.size(); i++) {
                        symbols.set(i, swapped(symbols.get(i).asText(), symbol));
                    }
                });
        return new Schema.Parser().parse(learned.toString());
    }

    /** The record as a newer release writes it. */
    public static GenericRecord of(GenericRecord ours) {
        byte[] bytes = OURS.serializer().serialize("any", ours);
        try {
            return new GenericDatumReader<GenericRecord>(ours.getSchema(), schema(ours.getSchema()))
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            bytes,
                                            WireFormat.HEADER_LENGTH,
                                            bytes.length - WireFormat.HEADER_LENGTH,
                                            null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record as a newer release writes it, saying in one place what only that one knows. */
    public static GenericRecord of(GenericRecord ours, String path) {
        return with(of(ours), path);
    }

    /** Sets what only a newer release knows: the symbol where the path ends in an enum, the field where it says so. */
    static GenericRecord with(GenericRecord newer, String path) {
        Object place = newer;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            place = place instanceof List<?> list
                    ? list.get(Integer.parseInt(steps[i]))
                    : ((GenericRecord) place).get(steps[i]);
        }
        String last = steps[steps.length - 1];
        if (place instanceof GenericData.Array<?>) {
            @SuppressWarnings("unchecked") // Of symbols, or the path would go on.
            GenericData.Array<Object> symbols = (GenericData.Array<Object>) place;
            symbols.set(Integer.parseInt(last), symbol(symbols.getSchema().getElementType()));
        } else {
            GenericRecord holder = (GenericRecord) place;
            Schema type = holder.getSchema().getField(last).schema();
            holder.put(last, last.equals(FIELD) ? new Utf8("said") : symbol(type));
        }
        return newer;
    }

    private static GenericData.EnumSymbol symbol(Schema schema) {
        Schema type = schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() == Schema.Type.ENUM)
                        .findFirst()
                        .orElseThrow()
                : schema;
        return new GenericData.EnumSymbol(type, SYMBOL);
    }

    private static void extend(ObjectNode type) {
        if (type.has("symbols")) {
            ((ArrayNode) type.get("symbols")).add(SYMBOL);
        }
        if (type.has("fields")) {
            ObjectNode field = JSON.createObjectNode();
            field.put("name", FIELD).putArray("type").add("null").add("string");
            field.putNull("default");
            ((ArrayNode) type.get("fields")).insert(1, field);
        }
    }

    private static Stream<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> found = new ArrayList<>();
        collect(node, found);
        return found.stream();
    }

    private static void collect(JsonNode node, List<ObjectNode> found) {
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        node.forEach(child -> collect(child, found));
    }

    private static TextNode swapped(String symbol, String known) {
        return TextNode.valueOf(symbol.equals(SYMBOL) ? known : symbol.equals(known) ? SYMBOL : symbol);
    }

    private static JsonNode json(Schema schema) {
        try {
            return JSON.readTree(CanonicalText.of(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
