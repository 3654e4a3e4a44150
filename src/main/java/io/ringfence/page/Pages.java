package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.HttpStatusException;
import io.ringfence.api.problem.RetryLater;
import io.ringfence.query.NotQueryableException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Answers with pages, also where there is none to show. */
@Singleton
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    /** Nothing but what the worker itself serves, and no script or style within a page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");
    private static final MediaType TEXT = MediaType.of("text/plain; charset=utf-8");
    private static final String SECONDS_UNTIL_AGAIN = "2";

    private final Assets assets;
    private final Templates templates;

    Pages(Assets assets, Templates templates) {
        this.assets = assets;
        this.templates = templates;
    }

    Frame frame(String title, HttpRequest<?> request) {
        return new Frame(title, Visitor.of(request), assets);
    }

    /** The page, or why it cannot be shown. */
    Mono<MutableHttpResponse<?>> show(HttpRequest<?> request, Supplier<Mono<JteModel>> page) {
        return Mono.defer(page)
                .<MutableHttpResponse<?>>map(Pages::ok)
                .onErrorResume(cause -> Mono.just(refusal(request, cause)));
    }

    private static MutableHttpResponse<?> ok(JteModel page) {
        return html(HttpStatus.OK, page);
    }

    private static MutableHttpResponse<?> html(HttpStatus status, JteModel page) {
        Utf8ByteOutput html = new Utf8ByteOutput();
        page.render(html);
        return secured(HttpResponse.status(status).body(html.toByteArray())).contentType(HTML);
    }

    private static MutableHttpResponse<?> secured(MutableHttpResponse<?> response) {
        return response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                // A copy may be kept for the way back, and is asked about before it is shown again.
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }

    private MutableHttpResponse<?> refusal(HttpRequest<?> request, Throwable cause) {
        if (cause instanceof HttpStatusException refusal) {
            return refusal(request, refusal.getStatus(), refusal.getMessage());
        } else if (cause instanceof RetryLater || cause instanceof NotQueryableException) {
            String sentence = cause instanceof RetryLater
                    ? cause.getMessage()
                    : "What could answer is being moved or restored, or is cut off.";
            return refusal(request, HttpStatus.SERVICE_UNAVAILABLE, sentence)
                    .header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_AGAIN);
        }
        LOG.error("{} {} failed", request.getMethodName(), request.getPath(), cause);
        return refusal(
                request, HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on the server; its log says what.");
    }

    /** A part of a page is not replaced by a page: who asked for it gets the sentence alone. */
    MutableHttpResponse<?> refusal(HttpRequest<?> request, HttpStatus status, String sentence) {
        if (isForPart(request)) {
            return secured(HttpResponse.status(status).body(sentence.getBytes(StandardCharsets.UTF_8)))
                    .contentType(TEXT);
        }
        boolean passes = status == HttpStatus.SERVICE_UNAVAILABLE;
        MutableHttpResponse<?> response = html(
                status, templates.refusal(frame(status.getReason(), request), status.getReason(), sentence, passes));
        return passes && request.getMethodName().equals("GET")
                ? response.header("Refresh", SECONDS_UNTIL_AGAIN)
                : response;
    }

    /** Whether a script asks, for a part of the page that it has. */
    static boolean isForPart(HttpRequest<?> request) {
        return request.getHeaders().contains("HX-Request");
    }
}
