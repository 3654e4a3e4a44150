package io.ringfence.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.parameter.UrlNumber;
import io.ringfence.api.parameter.Version;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** {@code /phone-numbers/{phoneNumber}}: a number, what may be done with it and why not the rest, and what happened to it. */
@Controller("/phone-numbers/{phoneNumber:[^/]+}")
final class NumberPage {
    private final Pages pages;
    private final Templates templates;
    private final NumberViews views;

    NumberPage(Pages pages, Templates templates, NumberViews views) {
        this.pages = pages;
        this.templates = templates;
        this.views = views;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> number(@PathVariable String phoneNumber, HttpRequest<?> request) {
        return pages.show(request, () -> views.of(
                        UrlNumber.canonical("phoneNumber", phoneNumber),
                        Version.of("before", request.getParameters()),
                        Visitor.of(request),
                        Optional.empty())
                .map(view -> templates.number(pages.frame(view.title(), request), view)));
    }
}
