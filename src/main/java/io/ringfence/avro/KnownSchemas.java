package io.ringfence.avro;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas of this release, by full name. */
final class KnownSchemas {
    private static final Map<String, Schema> BY_NAME = Stream.of(
                    ActionRequest.SCHEMA$,
                    StateChange.SCHEMA$,
                    Rejection.SCHEMA$,
                    NumberEntry.SCHEMA$,
                    NumberEvent.SCHEMA$,
                    ClaimAnswer.SCHEMA$,
                    PhoneNumber.SCHEMA$,
                    SiteCounts.SCHEMA$,
                    VoiceServiceOrder.SCHEMA$,
                    VoiceServiceOutcome.SCHEMA$,
                    OrderProgress.SCHEMA$,
                    Pick.SCHEMA$)
            .collect(Collectors.toUnmodifiableMap(Schema::getFullName, Function.identity()));

    /** By identity: looked at with every record. */
    private static final Set<Schema> ALL = withParts(BY_NAME.values());

    private KnownSchemas() {}

    /** The schema of that name; the given one where there is none. */
    static Schema orElse(Schema other) {
        return BY_NAME.getOrDefault(other.getFullName(), other);
    }

    /** Whether a value of this very schema, or part of a schema, can say nothing but what is known here. */
    static boolean isOne(Schema schema) {
        return ALL.contains(schema);
    }

    private static Set<Schema> withParts(Collection<Schema> schemas) {
        Set<Schema> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        schemas.forEach(schema -> add(schema, parts));
        return parts;
    }

    private static void add(Schema schema, Set<Schema> parts) {
        if (parts.add(schema)) {
            switch (schema.getType()) {
                case RECORD -> schema.getFields().forEach(field -> add(field.schema(), parts));
                case UNION -> schema.getTypes().forEach(branch -> add(branch, parts));
                case ARRAY -> add(schema.getElementType(), parts);
                case MAP -> add(schema.getValueType(), parts);
                default -> {
                    // Has no parts.
                }
            }
        }
    }
}
