package io.ringfence.api.routing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.ringfence.api.problem.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What instances ask each other is answered to instances alone, where there is something by which to tell one. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class InstancesOnly {
    private static final Logger LOG = LoggerFactory.getLogger(InstancesOnly.class);
    private static final String PATHS = "/internal/";

    private final InstanceSecret secret;

    InstancesOnly(InstanceSecret secret) {
        this.secret = secret;
    }

    @RequestFilter
    void require(HttpRequest<?> request) {
        boolean asksAsInstance = request.getPath().startsWith(PATHS)
                || request.getHeaders().contains(Forwarded.HEADER)
                || request.getHeaders().contains(Gathering.PARTITIONS);
        if (asksAsInstance && !secret.isKnownTo(request)) {
            if (request.getHeaders().contains(InstanceSecret.HEADER)) {
                LOG.warn("Refused an instance of another ringfence.security.instance-secret, or who passes for one.");
            }
            throw Refusals.forbidden("Only an instance may ask that.");
        }
    }
}
