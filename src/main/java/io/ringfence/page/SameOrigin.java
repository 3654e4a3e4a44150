package io.ringfence.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import java.net.URI;
import java.util.Optional;

/** A form is taken from a page of this worker alone: a browser says where another one comes from. */
@ServerFilter({"/sites/**", "/phone-numbers/**", "/parties/**", "/name"})
final class SameOrigin {
    @RequestFilter(methods = HttpMethod.POST)
    void require(HttpRequest<?> request) {
        if (!isOwn(request)) {
            throw new HttpStatusException(HttpStatus.FORBIDDEN, "The form comes from a page of another origin.");
        }
    }

    private static boolean isOwn(HttpRequest<?> request) {
        Optional<String> site = header(request, "Sec-Fetch-Site");
        return site.map(value -> value.equals("same-origin") || value.equals("none"))
                .orElseGet(() -> header(request, HttpHeaders.ORIGIN)
                        .map(origin -> header(request, HttpHeaders.HOST)
                                .filter(authority(origin)::equals)
                                .isPresent())
                        .orElse(true));
    }

    private static Optional<String> header(HttpRequest<?> request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    private static String authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
