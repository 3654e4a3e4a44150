package io.ringfence.page;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** {@code /swagger-ui}: the description of the API, to look at and to try. */
@Controller("/swagger-ui")
final class DescriptionPage {
    private final Templates templates;
    private final Assets assets;

    DescriptionPage(Templates templates, Assets assets) {
        this.templates = templates;
        this.assets = assets;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> description() {
        return Pages.html(HttpStatus.OK, templates.description(assets));
    }
}
