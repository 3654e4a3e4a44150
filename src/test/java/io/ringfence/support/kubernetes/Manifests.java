package io.ringfence.support.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What this repository has for Kubernetes. */
public final class Manifests {
    private static final Path DIRECTORY = Path.of("src", "main", "kubernetes");
    private static final String KUSTOMIZATION = "kustomization.yaml";

    private Manifests() {}

    /** What says which files there are. */
    public static JsonNode kustomization() {
        return read(DIRECTORY.resolve(KUSTOMIZATION)).get(0);
    }

    /** The other files, and what is in them. */
    public static Map<String, List<JsonNode>> files() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(KUSTOMIZATION))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), Manifests::read, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs a command. No part of what is installed. */
    public static JsonNode command() {
        return read(DIRECTORY.resolve("command").resolve("job.yaml")).get(0);
    }

    /** All objects of all files. */
    public static List<JsonNode> objects() {
        return files().values().stream().flatMap(List::stream).toList();
    }

    /** Those of a kind, a fresh copy each time. */
    public static List<JsonNode> objects(String kind) {
        return objects().stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** The one of a kind of which there is one. */
    public static JsonNode object(String kind) {
        List<JsonNode> objects = objects(kind);
        if (objects.size() != 1) {
            throw new IllegalStateException("There are " + objects.size() + " of " + kind + ".");
        }
        return objects.get(0);
    }

    /** The container of the worker. */
    public static JsonNode container() {
        return object("StatefulSet").at("/spec/template/spec/containers/0");
    }

    /** The variables that the worker is given, with their values; without one where it comes from elsewhere. */
    public static Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        object("ConfigMap")
                .path("data")
                .fields()
                .forEachRemaining(
                        entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        elements(container().path("env"))
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return variables;
    }

    /** Those of an array. */
    public static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<JsonNode> read(Path file) {
        YAMLMapper mapper = new YAMLMapper();
        try (MappingIterator<JsonNode> documents =
                mapper.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
