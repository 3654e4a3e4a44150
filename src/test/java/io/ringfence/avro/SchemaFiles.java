package io.ringfence.avro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * The files of {@code schemas/}: the records that are written today, the types that those share, and every version of a
 * record that was ever released, whole.
 */
final class SchemaFiles {
    static final Path DIRECTORY = Path.of("schemas");
    static final Path TYPES = DIRECTORY.resolve("types");
    static final Path HISTORY = DIRECTORY.resolve("history");

    private static final String SUFFIX = ".avsc";
    private static final Map<String, Schema> CURRENT = parseAll();

    private SchemaFiles() {}

    /** The record types that have a file. */
    static List<String> names() {
        return list(DIRECTORY, Files::isRegularFile).stream()
                .map(SchemaFiles::baseName)
                .sorted()
                .toList();
    }

    /** The types that records share. */
    static List<String> typeNames() {
        return list(TYPES, Files::isRegularFile).stream()
                .map(SchemaFiles::baseName)
                .sorted()
                .toList();
    }

    /** The record types that have a history. */
    static List<String> namesWithHistory() {
        return list(HISTORY, Files::isDirectory).stream()
                .map(directory -> directory.getFileName().toString())
                .sorted()
                .toList();
    }

    static Path file(String name) {
        Path record = DIRECTORY.resolve(name + SUFFIX);
        return Files.exists(record) ? record : TYPES.resolve(name + SUFFIX);
    }

    /** The released versions' files, oldest first. */
    static List<Path> versions(String name) {
        return list(HISTORY.resolve(name), Files::isRegularFile).stream()
                .sorted(Comparator.comparing(SchemaFiles::version))
                .toList();
    }

    static Path newest(String name) {
        List<Path> versions = versions(name);
        return versions.get(versions.size() - 1);
    }

    static int version(Path file) {
        return Integer.parseInt(baseName(file));
    }

    static Schema current(String name) {
        return CURRENT.get(name);
    }

    /** Enums first: a field's default has to be a symbol that is known when the field is read. */
    private static Map<String, Schema> parseAll() {
        SchemaParser parser = new SchemaParser();
        Stream.of(DIRECTORY, TYPES)
                .flatMap(directory -> list(directory, Files::isRegularFile).stream())
                .map(SchemaFiles::text)
                .sorted(Comparator.comparing(text -> !text.contains("\"type\": \"enum\"")))
                .forEach(parser::parse);
        return parser.getParsedNamedSchemas().stream().collect(Collectors.toMap(Schema::getName, Function.identity()));
    }

    /** The schema of the class that is generated from the record's file. */
    static Schema generated(String name) {
        try {
            Class<?> type = Class.forName(SchemaFiles.class.getPackageName() + "." + name);
            return (Schema) type.getMethod("getClassSchema").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No class is generated from " + file(name), e);
        }
    }

    static Schema parse(Path file) {
        return new Schema.Parser().parse(text(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String baseName(Path file) {
        return file.getFileName().toString().replaceFirst(SUFFIX + "$", "");
    }

    private static List<Path> list(Path directory, Predicate<Path> kind) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(kind).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
