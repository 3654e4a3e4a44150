package io.ringfence.avro;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** What a record says beyond what is known here. A field at its default says nothing: left out, it is read as the same. */
final class Surplus {
    private Surplus() {}

    static boolean isIn(GenericRecord value) {
        Schema schema = value.getSchema();
        return !Schemas.isOne(schema) && isIn(value, schema, Schemas.orElse(schema));
    }

    private static boolean isIn(Object value, Schema schema, Schema ours) {
        if (value == null) {
            return false;
        }
        return switch (schema.getType()) {
            case RECORD ->
                ((GenericRecord) value)
                        .getSchema().getFields().stream()
                                .anyMatch(field -> isIn(
                                        ((GenericRecord) value).get(field.pos()), field, ours.getField(field.name())));
            case ENUM -> !ours.hasEnumSymbol(value.toString());
            case ARRAY ->
                ((Collection<?>) value)
                        .stream().anyMatch(item -> isIn(item, schema.getElementType(), ours.getElementType()));
            case MAP ->
                ((Map<?, ?>) value)
                        .values().stream().anyMatch(item -> isIn(item, schema.getValueType(), ours.getValueType()));
            case UNION -> {
                Schema branch = schema.getTypes().get(GenericData.get().resolveUnion(schema, value));
                yield isIn(value, branch, branch(ours, branch));
            }
            default -> false;
        };
    }

    private static boolean isIn(Object value, Field field, Field ours) {
        return ours == null
                ? !field.hasDefaultValue()
                        || !Objects.equals(value, GenericData.get().getDefaultValue(field))
                : isIn(value, field.schema(), ours.schema());
    }

    private static Schema branch(Schema ours, Schema theirs) {
        return ours.getType() == Schema.Type.UNION
                ? ours.getTypes().get(ours.getIndexNamed(theirs.getFullName()))
                : ours;
    }
}
