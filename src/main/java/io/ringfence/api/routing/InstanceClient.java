package io.ringfence.api.routing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.ringfence.api.rights.Caller;
import io.ringfence.query.Instance;
import io.ringfence.query.NotQueryableException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import reactor.core.publisher.Mono;

/**
 * Sends requests to other instances. The JDK's client, because it closes the connection of a request that is cancelled:
 * what nobody waits for any longer must not go on elsewhere.
 */
@Singleton
final class InstanceClient {
    private static final String BEARER = "Bearer ";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

    private final HttpClient client;
    private final EmbeddedServer self;
    private final InstanceSecret secret;

    /**
     * @param self what it speaks, HTTP or HTTPS, all instances speak
     */
    InstanceClient(
            EmbeddedServer self, InstanceSecret secret, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.self = self;
        this.secret = secret;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .executor(executor)
                .build();
    }

    /**
     * Sends a request, with what shows on whose behalf, and that an instance sends it.
     *
     * @param path and query, as they are to go over the wire
     * @param limit within which the response must have begun
     * @return the response, or {@link NotQueryableException} where none began
     */
    <T> Mono<HttpResponse<T>> send(
            Instance to,
            String method,
            URI path,
            Map<String, List<String>> headers,
            byte[] sent,
            Duration limit,
            BodyHandler<T> body) {
        return Mono.deferContextual(context -> {
                    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    all.putAll(headers);
                    all.putAll(secret.headers());
                    Caller.of(context)
                            .credential()
                            .ifPresent(known -> all.put(HttpHeaders.AUTHORIZATION, List.of(BEARER + known.token())));
                    return sent(request(to, method, path, all, sent, limit), body);
                })
                .onErrorMap(cause -> new NotQueryableException(to + " did not answer.", cause));
    }

    private <T> Mono<HttpResponse<T>> sent(HttpRequest request, BodyHandler<T> body) {
        return Mono.create(answer -> {
            CompletableFuture<HttpResponse<T>> response = client.sendAsync(request, body);
            answer.onCancel(() -> response.cancel(true));
            response.whenComplete((received, cause) -> {
                if (cause == null) {
                    answer.success(received);
                } else if (!response.isCancelled()) {
                    answer.error(cause);
                }
            });
        });
    }

    private HttpRequest request(
            Instance to, String method, URI path, Map<String, List<String>> headers, byte[] sent, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target(to, path))
                .method(method, sent.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(sent))
                .timeout(limit);
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.build();
    }

    private URI target(Instance to, URI path) {
        try {
            URI base = new URI(self.getScheme(), null, to.host(), to.port(), null, null, null);
            String query = path.getRawQuery();
            return URI.create(base + path.getRawPath() + (query == null ? "" : "?" + query));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No address: " + to, e);
        }
    }
}
