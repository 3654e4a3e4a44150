package io.ringfence.page;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** {@code /name}: under what name this browser asks. */
@Controller("/name")
final class NameController {
    private static final Duration KEPT = Duration.ofDays(365);

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    MutableHttpResponse<?> keep(@Nullable String name, HttpRequest<?> request) {
        String given = name == null ? "" : name.strip();
        String kept = given.substring(0, Math.min(given.length(), Visitor.LONGEST_NAME));
        return HttpResponse.seeOther(back(request))
                .cookie(Cookie.of(Visitor.COOKIE, URLEncoder.encode(kept, StandardCharsets.UTF_8))
                        .path("/")
                        .httpOnly(true)
                        .sameSite(SameSite.Strict)
                        .maxAge(KEPT));
    }

    /** The page that it was said on; never one elsewhere. */
    private static URI back(HttpRequest<?> request) {
        String page = request.getHeaders().get(HttpHeaders.REFERER);
        try {
            URI from = URI.create(page == null ? "/" : page);
            String query = from.getRawQuery() == null ? "" : "?" + from.getRawQuery();
            String path = from.getRawPath();
            return URI.create(path == null || !path.startsWith("/") || path.startsWith("//") ? "/" : path + query);
        } catch (IllegalArgumentException e) {
            return URI.create("/");
        }
    }
}
