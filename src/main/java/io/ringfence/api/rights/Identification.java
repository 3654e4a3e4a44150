package io.ringfence.api.rights;

import io.micronaut.http.HttpRequest;
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

/** Who has sent a request, by a token that was found good. */
final class Identification {
    private static final String SITES = "sites";
    private static final String EVERY_SITE = "*";

    private Identification() {}

    static Caller of(Authentication known, HttpRequest<?> request) {
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
