package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.ringfence.api.routing.Routing;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Answers with pages. */
@Singleton
final class Pages {
    /** Nothing but what the worker itself serves, and no script or style within a page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");
    private static final MediaType TEXT = MediaType.of("text/plain; charset=utf-8");

    private final Assets assets;
    private final SignIn signIn;

    Pages(Assets assets, SignIn signIn) {
        this.assets = assets;
        this.signIn = signIn;
    }

    Frame frame(String title, HttpRequest<?> request) {
        return new Frame(title, Visitor.of(request), signIn, assets);
    }

    /** The page. Why it cannot be shown is said as of everything else, and {@link ProblemPages} makes a page of it. */
    Mono<MutableHttpResponse<?>> show(HttpRequest<?> request, Supplier<Mono<JteModel>> page) {
        return Routing.answerTo(request, Mono.defer(page).map(shown -> html(HttpStatus.OK, shown)));
    }

    static MutableHttpResponse<?> html(HttpStatus status, JteModel page) {
        Utf8ByteOutput html = new Utf8ByteOutput();
        page.render(html);
        return secured(HttpResponse.status(status).body(html.toByteArray())).contentType(HTML);
    }

    static MutableHttpResponse<?> text(HttpStatus status, String sentence) {
        return secured(HttpResponse.status(status).body(sentence.getBytes(StandardCharsets.UTF_8)))
                .contentType(TEXT);
    }

    private static MutableHttpResponse<?> secured(MutableHttpResponse<?> response) {
        return response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                // A copy may be kept for the way back, and is asked about before it is shown again.
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }

    /** Whether a script asks, for a part of the page that it has. */
    static boolean isForPart(HttpRequest<?> request) {
        return request.getHeaders().contains("HX-Request");
    }
}
