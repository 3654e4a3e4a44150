package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The little that starting a registry needs of its Confluent-compatible API. */
final class RegistryApi {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryApi.class);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(REQUEST_TIMEOUT).build();
    private final String url;

    RegistryApi(int port) {
        this.url = "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port);
    }

    String url() {
        return url;
    }

    boolean answers() throws InterruptedException {
        try {
            return send(request("/subjects")).statusCode() == OK;
        } catch (IOException e) {
            LOG.trace("The registry does not answer yet", e);
            return false;
        }
    }

    void setCompatibility(String level) throws InterruptedException {
        try {
            HttpResponse<String> response = send(request("/config")
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .PUT(BodyPublishers.ofString("{\"compatibility\": \"%s\"}".formatted(level))));
            if (response.statusCode() != OK) {
                throw new IOException("%d %s".formatted(response.statusCode(), response.body()));
            }
        } catch (IOException e) {
            throw new StartupException(
                    "The registry at %s does not take the compatibility level %s: %s".formatted(url, level, e), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(REQUEST_TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
