package io.ringfence.avro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * What speaks against a new version of a schema: Avro's own rules in both directions, and what these let pass although
 * a reader would take a value for something that it is not. To Avro a {@code timestamp-millis} can become a
 * {@code timestamp-micros}, a string bytes, a symbol the enum's default, and a default another.
 */
final class Evolution {
    private final List<String> faults = new ArrayList<>();
    /** Full names, because records can be recursive. */
    private final Set<String> compared = new HashSet<>();

    private Evolution() {}

    /** The faults, each with the place that it is at; empty if the step may be taken. */
    static List<String> faults(Schema older, Schema newer) {
        Evolution evolution = new Evolution();
        evolution.requireReadable("The newer version cannot read the older", newer, older);
        evolution.requireReadable("The older version cannot read the newer", older, newer);
        evolution.compare(newer.getFullName(), older, newer);
        return evolution.faults;
    }

    private void requireReadable(String meaning, Schema reader, Schema writer) {
        for (Incompatibility incompatibility : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            faults.add("%s: %s at %s: %s"
                    .formatted(
                            meaning,
                            incompatibility.getType(),
                            incompatibility.getLocation(),
                            incompatibility.getMessage()));
        }
    }

    private void compare(String place, Schema older, Schema newer) {
        requireSame(place, "type", older.getType(), newer.getType());
        if (older.getType() != newer.getType()) {
            return;
        }
        requireSame(
                place,
                "logical type",
                older.getProp(LogicalType.LOGICAL_TYPE_PROP),
                newer.getProp(LogicalType.LOGICAL_TYPE_PROP));
        switch (newer.getType()) {
            case RECORD -> compareRecords(place, older, newer);
            case ENUM -> compareEnums(place, older, newer);
            case UNION -> compareUnions(place, older, newer);
            case ARRAY -> compare(place + "[]", older.getElementType(), newer.getElementType());
            case MAP -> compare(place + "{}", older.getValueType(), newer.getValueType());
            default -> {
                // Has no parts.
            }
        }
    }

    private void compareRecords(String place, Schema older, Schema newer) {
        if (!compared.add(newer.getFullName())) {
            return;
        }
        for (Schema.Field field : newer.getFields()) {
            Schema.Field before = older.getField(field.name());
            if (before != null) {
                String fieldPlace = place + "." + field.name();
                if (before.hasDefaultValue()) {
                    requireSame(fieldPlace, "default", before.defaultVal(), field.defaultVal());
                }
                compare(fieldPlace, before.schema(), field.schema());
            }
        }
    }

    private void compareEnums(String place, Schema older, Schema newer) {
        requireSame(place, "default", older.getEnumDefault(), newer.getEnumDefault());
        older.getEnumSymbols().stream()
                .filter(symbol -> !newer.hasEnumSymbol(symbol))
                .forEach(symbol -> faults.add("%s: symbol %s is gone".formatted(place, symbol)));
    }

    private void compareUnions(String place, Schema older, Schema newer) {
        for (Schema branch : newer.getTypes()) {
            Integer index = older.getIndexNamed(branch.getFullName());
            if (index != null) {
                compare(place, older.getTypes().get(index), branch);
            }
        }
    }

    private void requireSame(String place, String what, Object older, Object newer) {
        if (!Objects.equals(older, newer)) {
            faults.add("%s: the %s was %s and is %s".formatted(place, what, older, newer));
        }
    }
}
