package io.ringfence.api.rights;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Where there are no rights, whoever asks may do all. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = "micronaut.security.enabled", value = "false")
final class Anybody {
    @RequestFilter
    void admit(HttpRequest<?> request) {
        Caller.ANYBODY.attachTo(request);
    }
}
