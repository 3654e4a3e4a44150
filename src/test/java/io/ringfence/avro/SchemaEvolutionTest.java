package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds {@code schemas/} to what was released before, and to the rules that all of them share. */
class SchemaEvolutionTest {
    static final List<String> NAMES = SchemaFiles.names();
    static final List<String> FILES =
            Stream.concat(NAMES.stream(), SchemaFiles.typeNames().stream()).toList();

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

    /** Byte for byte: registries compare texts. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void newestVersionIsWhatIsRegistered(String name) throws IOException {
        Path newest = SchemaFiles.newest(name);
        String registered = CanonicalText.of(SchemaFiles.generated(name));

        if (!registered.equals(CanonicalText.of(SchemaFiles.parse(newest)))) {
            int next = SchemaFiles.version(newest) + 1;
            Path proposal =
                    Files.createDirectories(Path.of("target", "schemas", name)).resolve(next + ".avsc");
            Files.writeString(proposal, JSON.readTree(registered).toPrettyString() + "\n");
            fail("%s and what it refers to differ from the newest version in its history, %s. Copy %s there, or over %s"
                            .formatted(SchemaFiles.file(name), newest, proposal, newest.getFileName())
                    + " if that was never released.");
        }
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void fileIsNamedAfterTheOneTypeThatItDefines(String name) throws IOException {
        JsonNode file = JSON.readTree(SchemaFiles.text(SchemaFiles.file(name)));

        assertThat(file.path("name").asText()).isEqualTo(name);
        assertThat(file.findValuesAsText("type"))
                .filteredOn(type -> Set.of("record", "enum", "fixed").contains(type))
                .hasSize(1);
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
}
