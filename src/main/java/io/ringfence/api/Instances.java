package io.ringfence.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.ProxyHttpClient;
import io.micronaut.http.netty.NettyHttpResponseBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.util.ReferenceCountUtil;
import io.ringfence.query.Instance;
import io.ringfence.query.NotQueryableException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The other instances, over their API. One that is not reached, does not begin to answer in time or cannot answer is a
 * {@link NotQueryableException}.
 */
@Singleton
final class Instances {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What is between two neighbours on the way, and what belongs to a body: what is handed on has none. */
    private static final Set<String> NOT_HANDED_ON = caseless(
            HttpHeaders.HOST,
            HttpHeaders.CONNECTION,
            "Keep-Alive",
            HttpHeaders.PROXY_AUTHORIZATION,
            HttpHeaders.TE,
            HttpHeaders.TRAILER,
            HttpHeaders.TRANSFER_ENCODING,
            HttpHeaders.UPGRADE,
            "HTTP2-Settings",
            HttpHeaders.EXPECT,
            HttpHeaders.CONTENT_LENGTH);

    private final ProxyHttpClient proxy;
    private final HttpClient client;
    private final EmbeddedServer self;

    Instances(ProxyHttpClient proxy, HttpClient client, EmbeddedServer self) {
        this.proxy = proxy;
        this.client = client;
        this.self = self;
    }

    /**
     * Hands a request on as it came.
     *
     * @param wait how long the other instance may take on purpose
     * @return its answer as it is sent, whatever the status
     */
    Mono<MutableHttpResponse<?>> handOn(HttpRequest<?> request, Instance to, Forwarded capacity, Duration wait) {
        MutableHttpRequest<?> copy = HttpRequest.create(
                request.getMethod(), target(to, request.getUri()).toString());
        request.getHeaders().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name)) {
                values.forEach(value -> copy.header(name, value));
            }
        });
        copy.header(Forwarded.HEADER, capacity.value());
        return Mono.from(proxy.proxy(copy))
                .timeout(LIMIT.plus(wait))
                .onErrorMap(cause -> unanswered(to, cause))
                .flatMap(response -> refusedBy(to, response) ? dropped(to, response) : Mono.just(response));
    }

    /** Asks a question of our own. */
    <T> Mono<MutableHttpResponse<T>> ask(
            MutableHttpRequest<?> question, Instance to, Forwarded capacity, Class<T> type) {
        MutableHttpRequest<?> request =
                question.uri(target(to, question.getUri())).header(Forwarded.HEADER, capacity.value());
        return Mono.from(client.exchange(request, type))
                .timeout(LIMIT)
                .map(Instances::answer)
                .onErrorMap(cause -> unanswered(to, cause));
    }

    private static <T> MutableHttpResponse<T> answer(HttpResponse<T> received) {
        MutableHttpResponse<T> answer = HttpResponse.ok(received.getBody().orElseThrow());
        Routing.copyLag(received, answer);
        return answer;
    }

    private URI target(Instance to, URI path) {
        try {
            URI base = new URI(self.getScheme(), null, to.host(), to.port(), null, null, null);
            String query = path.getRawQuery();
            return URI.create(base + path.getRawPath() + (query == null ? "" : "?" + query));
        } catch (URISyntaxException e) {
            throw new NotQueryableException("The address of " + to + " is none.", e);
        }
    }

    private static boolean refusedBy(Instance to, HttpResponse<?> response) {
        return response.code() == HttpStatus.SERVICE_UNAVAILABLE.getCode()
                && !response.getHeaders().contains(VersionNotReached.HEADER);
    }

    private static Mono<MutableHttpResponse<?>> dropped(Instance to, HttpResponse<?> response) {
        return Flux.from(NettyHttpResponseBuilder.toStreamResponse(response))
                .doOnNext(ReferenceCountUtil::release)
                .then(Mono.error(() -> new NotQueryableException(to + " cannot answer.")));
    }

    private static NotQueryableException unanswered(Instance to, Throwable cause) {
        return new NotQueryableException(to + " did not answer.", cause);
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
