package io.ringfence.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.ExclusionStrategy;
import com.google.gson.FieldAttributes;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Map;

/** What the Kubernetes API takes, as its own client has it: the model and the checks there are made of its description. */
final class KubernetesApi {
    private static final Map<String, Kind> KINDS = Map.of(
            "v1 ConfigMap", new Kind(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
            "v1 Service", new Kind(V1Service.class, V1Service::validateJsonElement),
            "batch/v1 Job", new Kind(V1Job.class, V1Job::validateJsonElement),
            "apps/v1 StatefulSet", new Kind(V1StatefulSet.class, V1StatefulSet::validateJsonElement),
            "policy/v1 PodDisruptionBudget",
                    new Kind(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement));

    /** Without times, which the cluster writes and no manifest has: their fields are closed to reflection. */
    private static final Gson GSON = new GsonBuilder()
            .setExclusionStrategies(new ExclusionStrategy() {
                @Override
                public boolean shouldSkipField(FieldAttributes field) {
                    return false;
                }

                @Override
                public boolean shouldSkipClass(Class<?> type) {
                    return type == OffsetDateTime.class;
                }
            })
            .create();

    private KubernetesApi() {}

    private record Kind(Class<?> model, Check check) {}

    private interface Check {
        void check(JsonElement object) throws IOException;
    }

    /**
     * Fields that are unknown, missing or of another type.
     *
     * @throws IllegalArgumentException that says which
     */
    static void check(JsonNode manifest) {
        String name = manifest.path("apiVersion").asText() + " "
                + manifest.path("kind").asText();
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("Nothing is known of " + name + ".");
        }
        JsonElement written = JsonParser.parseString(manifest.toString());
        try {
            kind.check().check(written);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        requireKept(written, GSON.toJsonTree(GSON.fromJson(written, kind.model())));
    }

    /**
     * The checks let a text pass for a number, and the other way round; what is read of it then is something else. That has
     * empty lists and maps besides.
     */
    private static void requireKept(JsonElement written, JsonElement read) {
        if (written.isJsonObject() && read.isJsonObject()) {
            written.getAsJsonObject()
                    .asMap()
                    .forEach((name, value) ->
                            requireKept(value, read.getAsJsonObject().asMap().getOrDefault(name, JsonNull.INSTANCE)));
        } else if (written.isJsonArray() && read.isJsonArray() && size(written) == size(read)) {
            for (int i = 0; i < size(written); i++) {
                requireKept(
                        written.getAsJsonArray().get(i), read.getAsJsonArray().get(i));
            }
        } else if (!written.equals(read)) {
            throw new IllegalArgumentException("Written is %s, and read %s.".formatted(written, read));
        }
    }

    private static int size(JsonElement array) {
        return array.getAsJsonArray().size();
    }
}
