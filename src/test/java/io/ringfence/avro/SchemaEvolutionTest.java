package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds {@code schemas/} to what was released before, and to the rules that all of them share. */
class SchemaEvolutionTest {
    static final List<String> NAMES = SchemaFiles.names();

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everySchemaHasAHistoryAndEveryHistoryASchema() {
        assertThat(SchemaFiles.namesWithHistory())
                .as(
                        "record types with a directory in %s; a new schema's first version is a copy of it, 1.avsc",
                        SchemaFiles.HISTORY)
                .isEqualTo(NAMES)
                .isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void versionsAreNumberedWithoutGap(String name) {
        List<Path> versions = SchemaFiles.versions(name);

        assertThat(versions.stream().map(SchemaFiles::version))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, versions.size()).boxed().toList())
                .isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void isFullyCompatibleWithEveryVersion(String name) {
        assertThat(SchemaFiles.versions(name)).allSatisfy(version -> assertThat(
                        Evolution.faults(SchemaFiles.parse(version), SchemaFiles.current(name)))
                .as("faults of %s as a successor of %s", SchemaFiles.file(name), version)
                .isEmpty());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void newestVersionIsTheCurrentOne(String name) {
        List<Path> versions = SchemaFiles.versions(name);
        assertThat(versions).as("released versions of %s", name).isNotEmpty();
        Path newest = versions.get(versions.size() - 1);

        assertThat(json(SchemaFiles.file(name)))
                .withFailMessage(
                        "%s differs from the newest version in its history, %s. Copy it to %s;"
                                + " over %s only if that was never released.",
                        SchemaFiles.file(name),
                        newest,
                        newest.resolveSibling(versions.size() + 1 + ".avsc"),
                        newest.getFileName())
                .isEqualTo(json(newest));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void fileIsNamedAfterItsRecord(String name) {
        Schema schema = SchemaFiles.current(name);

        assertThat(schema.getType()).isEqualTo(Schema.Type.RECORD);
        assertThat(schema.getName()).isEqualTo(name);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void namedTypesAreInOurNamespace(String name) {
        assertThat(namedTypes(name).values())
                .extracting(Schema::getNamespace)
                .containsOnly(getClass().getPackageName());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void enumsFallBackToUnknown(String name) {
        assertThat(namedTypes(name).values())
                .filteredOn(type -> type.getType() == Schema.Type.ENUM)
                .allSatisfy(type -> assertThat(type.getEnumDefault())
                        .as("default of %s", type.getFullName())
                        .isEqualTo("UNKNOWN"));
    }

    /** A class is generated for each name, whichever file comes last; and a reader must not depend on the record. */
    @Test
    void typeOfOneNameHasOneDefinition() {
        Map<String, String> definitions = new HashMap<>();
        for (String name : NAMES) {
            namedTypes(name).forEach((typeName, type) -> {
                String earlier = definitions.putIfAbsent(typeName, type.toString());
                assertThat(type)
                        .as("definition of %s in %s", typeName, SchemaFiles.file(name))
                        .hasToString(earlier == null ? type.toString() : earlier);
            });
        }
    }

    private static Map<String, Schema> namedTypes(String name) {
        Map<String, Schema> types = new LinkedHashMap<>();
        collect(SchemaFiles.current(name), types);
        return types;
    }

    private static void collect(Schema schema, Map<String, Schema> types) {
        switch (schema.getType()) {
            case RECORD -> {
                if (types.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), types));
                }
            }
            case ENUM, FIXED -> types.put(schema.getFullName(), schema);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, types));
            case ARRAY -> collect(schema.getElementType(), types);
            case MAP -> collect(schema.getValueType(), types);
            default -> {
                // Has no parts.
            }
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(SchemaFiles.text(file));
        } catch (JsonProcessingException e) {
            throw new AssertionError(file + " is no JSON", e);
        }
    }
}
