package io.ringfence.ops;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.regex.Pattern;

/**
 * While only this machine may ask, it is asked by a name that only this machine has. A page of elsewhere whose host's address
 * has become this machine's would otherwise pass for one of ours, in a browser that asks for it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = ApiExposure.OPEN, notEquals = "true")
@Requires(property = ApiExposure.RIGHTS, notEquals = "true")
final class OwnHost {
    private static final Pattern OWN =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

    @RequestFilter
    void require(HttpRequest<?> request) {
        String host = request.getHeaders().get(HttpHeaders.HOST);
        if (host != null && !OWN.matcher(host).matches()) {
            throw new HttpStatusException(
                    HttpStatus.FORBIDDEN,
                    "Host is \"%s\"; allowed: localhost, 127.0.0.1. Any other needs %s or %s."
                            .formatted(host, ApiExposure.RIGHTS, ApiExposure.OPEN));
        }
    }
}
