package io.ringfence.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * Makes an Avro record of texts by dotted path, such as {@code allocateTo.id}; what is one of many has a number in its path,
 * such as {@code occupiers.0.id}. What is not named takes its default.
 */
record RecordFromFields(Map<String, String> fields) {

    GenericRecord of(Schema schema) {
        return of(schema, "");
    }

    private GenericRecord of(Schema schema, String path) {
        GenericRecordBuilder builder = new GenericRecordBuilder(schema);
        for (Schema.Field field : schema.getFields()) {
            String name = path + field.name();
            if (isNamed(name)) {
                builder.set(field, value(withoutNull(field.schema()), name));
            }
        }
        return builder.build();
    }

    private boolean isNamed(String name) {
        return fields.containsKey(name) || fields.keySet().stream().anyMatch(path -> path.startsWith(name + "."));
    }

    private Object value(Schema schema, String name) {
        String text = fields.get(name);
        return switch (schema.getType()) {
            case RECORD -> of(schema, name + ".");
            case ARRAY -> elements(schema.getElementType(), name);
            case ENUM -> new GenericData.EnumSymbol(schema, text);
            case LONG -> Long.valueOf(text);
            case INT ->
                schema.getLogicalType() instanceof LogicalTypes.Date
                        ? (Object) Math.toIntExact(LocalDate.parse(text).toEpochDay())
                        : Integer.valueOf(text);
            case BOOLEAN -> flag(name, text);
            default -> text;
        };
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("%s is %s, and has to be true or false".formatted(name, text));
        };
    }

    /** In the order of their numbers. */
    private List<Object> elements(Schema schema, String name) {
        if (fields.containsKey(name)) {
            throw new IllegalArgumentException("%s may have many: name the first %s.0".formatted(name, name));
        }
        String prefix = name + ".";
        return fields.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> Integer.valueOf(path.substring(prefix.length()).replaceFirst("\\..*", "")))
                .distinct()
                .sorted()
                .map(number -> value(schema, prefix + number))
                .toList();
    }

    private static Schema withoutNull(Schema schema) {
        return !schema.isUnion()
                ? schema
                : schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema);
    }
}
