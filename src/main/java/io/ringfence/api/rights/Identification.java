package io.ringfence.api.rights;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.token.Claims;
import io.ringfence.query.SiteScope;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out who has sent a request, once its token was found good. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Identification implements Ordered {
    private static final String SITES = "sites";
    private static final String EVERY_SITE = "*";

    private final boolean hasRights;

    Identification(@Property(name = "micronaut.security.enabled", defaultValue = "true") boolean hasRights) {
        this.hasRights = hasRights;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    void identify(HttpRequest<?> request) {
        Caller caller = hasRights
                ? request.getUserPrincipal(Authentication.class)
                        .map(known -> known(known, request))
                        .orElse(Caller.NOBODY)
                : Caller.ANYBODY;
        caller.attachTo(request);
    }

    static Caller known(Authentication known, HttpRequest<?> request) {
        return new Caller(
                Optional.of(known.getName()),
                request.getAttribute(SecurityFilter.TOKEN, String.class)
                        .map(token -> new Credential(token, until(known))),
                Role.among(known.getRoles()),
                scope(texts(known.getAttributes().get(SITES))));
    }

    private static Optional<Instant> until(Authentication known) {
        return known.getAttributes().get(Claims.EXPIRATION_TIME) instanceof Date date
                ? Optional.of(date.toInstant())
                : Optional.empty();
    }

    private static SiteScope scope(Set<String> ids) {
        return ids.contains(EVERY_SITE) ? SiteScope.ALL : SiteScope.of(ids);
    }

    private static Set<String> texts(Object claim) {
        if (claim instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.toSet());
        }
        return claim == null ? Set.of() : Set.of(claim.toString());
    }
}
