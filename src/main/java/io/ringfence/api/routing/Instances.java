package io.ringfence.api.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.problem.VersionNotReached;
import io.ringfence.query.Instance;
import io.ringfence.query.NotQueryableException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Flow;
import java.util.function.Function;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The other instances, over their API. One that is not reached, does not begin to answer in time or cannot answer is a
 * {@link NotQueryableException}.
 */
@Singleton
public final class Instances {
    private static final byte[] NONE = {};
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What is between two neighbours on the way, and what depends on how a body is sent. */
    private static final Set<String> NOT_HANDED_ON = caseless(
            HttpHeaders.HOST,
            HttpHeaders.CONNECTION,
            "Keep-Alive",
            HttpHeaders.PROXY_AUTHENTICATE,
            HttpHeaders.PROXY_AUTHORIZATION,
            HttpHeaders.TE,
            HttpHeaders.TRAILER,
            HttpHeaders.TRANSFER_ENCODING,
            HttpHeaders.UPGRADE,
            "HTTP2-Settings",
            HttpHeaders.EXPECT,
            HttpHeaders.CONTENT_LENGTH);

    private final InstanceClient client;
    private final ObjectMapper json;

    Instances(InstanceClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /**
     * Hands a request on as it came.
     *
     * @param wait how long the other instance may take on purpose
     * @return its answer as it is sent, whatever the status
     */
    public Mono<MutableHttpResponse<?>> handOn(HttpRequest<?> request, Instance to, Forwarded capacity, Duration wait) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name)) {
                headers.put(name, values);
            }
        });
        headers.put(Forwarded.HEADER, List.of(capacity.value()));
        return client.send(
                        to,
                        request.getMethodName(),
                        request.getUri(),
                        headers,
                        request.getBody(byte[].class).orElse(NONE),
                        LIMIT.plus(wait),
                        BodyHandlers.ofInputStream())
                .map(response -> handedBack(request, to, response));
    }

    /** Asks a question of our own that is answered at once. */
    public <T> Mono<MutableHttpResponse<T>> ask(
            URI path, Map<String, String> headers, Instance to, Forwarded capacity, Class<T> type) {
        return ask(path, headers, to, capacity, Duration.ZERO, type);
    }

    /** Asks for something that clients ask for too; that it is not there is an answer, and passed on. */
    public <T> Mono<MutableHttpResponse<T>> askFor(URI path, Instance to, Forwarded capacity, Class<T> type) {
        return send(HttpMethod.GET, path, Map.of(), NONE, to, capacity, Duration.ZERO)
                .map(response -> {
                    if (response.statusCode() == HttpStatus.NOT_FOUND.getCode()) {
                        throw Refusals.notFound(detail(response.body()));
                    }
                    return answer(to, response, type);
                });
    }

    private String detail(byte[] problem) {
        try {
            return json.readTree(problem).path("detail").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks a question of our own.
     *
     * @param wait how long the other instance may take on purpose
     */
    public <T> Mono<MutableHttpResponse<T>> ask(
            URI path, Map<String, String> headers, Instance to, Forwarded capacity, Duration wait, Class<T> type) {
        return send(HttpMethod.GET, path, headers, NONE, to, capacity, wait)
                .map(response -> answer(to, response, type));
    }

    /**
     * Asks a question of our own that has a body.
     *
     * @param body written as JSON
     * @param inPath the property of it that stands in the path
     */
    public <T> Mono<MutableHttpResponse<T>> post(
            URI path, Object body, String inPath, Instance to, Forwarded capacity, Class<T> type) {
        Map<String, String> headers = Map.of(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        return send(HttpMethod.POST, path, headers, written(body, inPath), to, capacity, Duration.ZERO)
                .map(response -> answer(to, response, type));
    }

    private Mono<java.net.http.HttpResponse<byte[]>> send(
            HttpMethod method,
            URI path,
            Map<String, String> headers,
            byte[] body,
            Instance to,
            Forwarded capacity,
            Duration wait) {
        Map<String, List<String>> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        all.put(Forwarded.HEADER, List.of(capacity.value()));
        return client.send(to, method.name(), path, all, body, LIMIT.plus(wait), BodyHandlers.ofByteArray());
    }

    private byte[] written(Object body, String inPath) {
        try {
            return json.writeValueAsBytes(json.<ObjectNode>valueToTree(body).without(inPath));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a stream that does not end by itself, holding no thread.
     *
     * @return its bytes as they come; empty where the other instance does not know what is asked for
     */
    public Mono<Flux<byte[]>> stream(URI path, Instance to, Forwarded capacity) {
        return client.send(
                        to,
                        HttpMethod.GET.name(),
                        path,
                        Map.of(Forwarded.HEADER, List.of(capacity.value())),
                        NONE,
                        LIMIT,
                        BodyHandlers.ofPublisher())
                .mapNotNull(response -> streamed(to, response));
    }

    private static Flux<byte[]> streamed(
            Instance to, java.net.http.HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
        Flux<List<ByteBuffer>> body = JdkFlowAdapter.flowPublisherToFlux(response.body());
        if (response.statusCode() == HttpStatus.OK.getCode()) {
            return body.flatMapIterable(Function.identity()).map(Instances::bytes);
        }
        body.take(0).subscribe();
        if (response.statusCode() == HttpStatus.NOT_FOUND.getCode()) {
            return null;
        }
        throw new NotQueryableException(to + " cannot answer: status " + response.statusCode() + ".");
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static MutableHttpResponse<?> handedBack(
            HttpRequest<?> request, Instance to, java.net.http.HttpResponse<InputStream> response) {
        if (isNoAnswer(response)) {
            close(response.body());
            throw new NotQueryableException(to + " cannot answer.");
        }
        MutableHttpResponse<InputStream> copy = HttpResponse.status(HttpStatus.valueOf(response.statusCode()));
        response.headers().map().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name)) {
                values.forEach(value -> copy.header(name, value));
            }
        });
        if (request.getMethod() == HttpMethod.HEAD) {
            close(response.body());
            return copy;
        }
        return copy.body(response.body());
    }

    /** What the caller may, was found out here: it is this instance that the other one does not let in. */
    private static boolean isNoAnswer(java.net.http.HttpResponse<?> response) {
        int status = response.statusCode();
        return status == HttpStatus.FORBIDDEN.getCode()
                || (status == HttpStatus.SERVICE_UNAVAILABLE.getCode()
                        && response.headers()
                                .firstValue(VersionNotReached.HEADER)
                                .isEmpty());
    }

    private <T> MutableHttpResponse<T> answer(Instance to, java.net.http.HttpResponse<byte[]> response, Class<T> type) {
        try {
            if (response.statusCode() != HttpStatus.OK.getCode()) {
                throw new NotQueryableException(to + " cannot answer: status " + response.statusCode() + ".");
            }
            MutableHttpResponse<T> answer = HttpResponse.ok(json.readValue(response.body(), type));
            response.headers().firstValueAsLong(Routing.STANDBY_LAG).ifPresent(lag -> Routing.addLag(answer, lag));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(to + " answers in a way of its own", e);
        }
    }

    /** Gives the connection up where the body is not read. */
    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
