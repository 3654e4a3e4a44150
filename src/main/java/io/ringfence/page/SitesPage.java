package io.ringfence.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.listing.Sites;
import reactor.core.publisher.Mono;

/** {@code /}: the sites. */
@Controller("/")
final class SitesPage {
    private final Pages pages;
    private final Templates templates;
    private final Sites sites;

    SitesPage(Pages pages, Templates templates, Sites sites) {
        this.pages = pages;
        this.templates = templates;
        this.sites = sites;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> sites(HttpRequest<?> request) {
        return pages.show(request, () -> sites.all().map(all -> templates.sites(pages.frame("Sites", request), all)));
    }
}
