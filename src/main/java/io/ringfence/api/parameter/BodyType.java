package io.ringfence.api.parameter;

import io.micronaut.http.HttpAttributes;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Set;

/**
 * Whoever sends something says what it is. A page of another origin may send whatever says nothing without being asked whether
 * it may.
 */
@ServerFilter("/api/**")
final class BodyType {
    private static final Set<MediaType> TAKEN = Set.of(MediaType.APPLICATION_JSON_TYPE, MediaType.TEXT_CSV_TYPE);

    @RequestFilter(methods = HttpMethod.POST)
    void require(HttpRequest<?> request) {
        boolean isTakenHere = request.getAttribute(HttpAttributes.ROUTE_MATCH).isPresent();
        if (isTakenHere && request.getContentType().filter(TAKEN::contains).isEmpty()) {
            throw new HttpStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is missing or not one that is taken; allowed: application/json, text/csv.");
        }
    }
}
