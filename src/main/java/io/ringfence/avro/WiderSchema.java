package io.ringfence.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;

/**
 * A writer's schema, and what it lacks of ours. Read by it, a record has our defaults, and whatever else its writer had to
 * say: fields and symbols that are not known here. What the writer lacks nothing of is the writer's own schema, so that a
 * part of it can be written again as its writer would.
 */
final class WiderSchema {
    private final Map<String, Schema> made = new HashMap<>();
    private boolean wider;

    private WiderSchema() {}

    /** The schema to read by: ours, unless the writer's has more. */
    static Schema of(Schema theirs, Schema ours) {
        WiderSchema schema = new WiderSchema();
        Schema all = schema.both(theirs, ours);
        return schema.wider ? all : ours;
    }

    /** Where the two are no more alike than that, ours: the reader says what it cannot make of the other. */
    private Schema both(Schema theirs, Schema ours) {
        if (ours.getType() == Type.UNION) {
            return Schema.createUnion(
                    ours.getTypes().stream().map(branch -> both(theirs, branch)).toList());
        }
        Schema like = alike(theirs, ours);
        if (like == null) {
            return ours;
        }
        return switch (ours.getType()) {
            case RECORD -> made.containsKey(ours.getFullName()) ? made.get(ours.getFullName()) : record(like, ours);
            case ENUM -> made.computeIfAbsent(ours.getFullName(), name -> symbols(like, ours));
            case ARRAY -> Schema.createArray(both(like.getElementType(), ours.getElementType()));
            case MAP -> Schema.createMap(both(like.getValueType(), ours.getValueType()));
            default -> ours;
        };
    }

    private static Schema alike(Schema theirs, Schema ours) {
        if (theirs.getType() == Type.UNION) {
            return theirs.getTypes().stream()
                    .filter(branch -> alike(branch, ours) != null)
                    .findFirst()
                    .orElse(null);
        }
        return theirs.getType() == ours.getType() && theirs.getFullName().equals(ours.getFullName()) ? theirs : null;
    }

    private Schema record(Schema theirs, Schema ours) {
        Schema record = Schema.createRecord(theirs.getName(), theirs.getDoc(), theirs.getNamespace(), false);
        made.put(ours.getFullName(), record);
        List<Field> fields = new ArrayList<>();
        for (Field field : theirs.getFields()) {
            Field known = ours.getField(field.name());
            wider |= known == null;
            fields.add(new Field(field, known == null ? field.schema() : both(field.schema(), known.schema())));
        }
        ours.getFields().stream()
                .filter(field -> theirs.getField(field.name()) == null)
                .forEach(field -> fields.add(new Field(field, both(field.schema(), field.schema()))));
        record.setFields(fields);
        return record;
    }

    private Schema symbols(Schema theirs, Schema ours) {
        Set<String> symbols = new LinkedHashSet<>(theirs.getEnumSymbols());
        wider |= !ours.getEnumSymbols().containsAll(symbols);
        symbols.addAll(ours.getEnumSymbols());
        return Schema.createEnum(
                theirs.getName(), theirs.getDoc(), theirs.getNamespace(), List.copyOf(symbols), ours.getEnumDefault());
    }
}
