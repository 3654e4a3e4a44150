package io.ringfence.page;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.util.HttpHostResolver;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.security.handlers.LogoutHandler;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadata;
import io.ringfence.api.rights.Caller;
import java.net.URI;

/**
 * {@code /sign-out}: ends a visit here and, where it has an address for that, with the provider, which else would let the next
 * one in as the same (OpenID Connect RP-Initiated Logout 1.0).
 */
@Controller
@Requires(property = SignIn.OFFERED, value = "true")
final class SignOut {
    private static final String LEFT = "/signed-out";

    private final LogoutHandler<HttpRequest<?>, MutableHttpResponse<?>> cookies;
    private final OpenIdProviderMetadata provider;
    private final HttpHostResolver hosts;
    private final String clientId;
    private final Pages pages;
    private final Templates templates;

    SignOut(
            LogoutHandler<HttpRequest<?>, MutableHttpResponse<?>> cookies,
            OpenIdProviderMetadata provider,
            HttpHostResolver hosts,
            @Property(name = "ringfence.security.audience") String clientId,
            Pages pages,
            Templates templates) {
        this.cookies = cookies;
        this.provider = provider;
        this.hosts = hosts;
        this.clientId = clientId;
        this.pages = pages;
        this.templates = templates;
    }

    @Get("/sign-out")
    @Produces(MediaType.TEXT_HTML)
    MutableHttpResponse<?> leave(HttpRequest<?> request) {
        return cookies.logout(request).headers(headers -> headers.location(wayOut(request)));
    }

    private URI wayOut(HttpRequest<?> request) {
        if (provider.getEndSessionEndpoint() == null) {
            return URI.create(LEFT);
        }
        UriBuilder end = UriBuilder.of(provider.getEndSessionEndpoint())
                .queryParam("client_id", clientId)
                .queryParam("post_logout_redirect_uri", hosts.resolve(request) + LEFT);
        Caller.of(request).credential().ifPresent(known -> end.queryParam("id_token_hint", known.token()));
        return end.build();
    }

    /** Also for whom the provider did not let in. */
    @Get(LEFT)
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> left(HttpRequest<?> request) {
        return Pages.html(HttpStatus.OK, templates.signedOut(pages.frame("Not signed in", request)));
    }
}
