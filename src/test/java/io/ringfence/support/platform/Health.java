package io.ringfence.support.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What an orchestrator sees of a worker. */
public record Health(int status, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static Health readiness(ApplicationContext worker) {
        return of(worker, "/health/readiness");
    }

    public static Health liveness(ApplicationContext worker) {
        return of(worker, "/health/liveness");
    }

    public static Health readiness(URI worker) {
        return of(worker, "/health/readiness");
    }

    public static Health liveness(URI worker) {
        return of(worker, "/health/liveness");
    }

    private static Health of(ApplicationContext worker, String path) {
        return of(worker.getBean(EmbeddedServer.class).getURI(), path);
    }

    private static Health of(URI worker, String path) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(worker.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            return new Health(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isUp() {
        return status == 200;
    }

    public JsonNode restoring() {
        return body.path("details").path("streams").path("details").path("restoring");
    }
}
