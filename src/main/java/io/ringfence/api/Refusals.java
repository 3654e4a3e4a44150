package io.ringfence.api;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;

/** Why a query is not answered, as exceptions whose message becomes the problem's detail. */
final class Refusals {
    private Refusals() {}

    static HttpStatusException notFound(String sentence) {
        return new HttpStatusException(HttpStatus.NOT_FOUND, sentence);
    }

    static HttpStatusException invalid(String parameter, String value, String allowed) {
        return new HttpStatusException(
                HttpStatus.BAD_REQUEST, "%s is \"%s\"; allowed: %s.".formatted(parameter, value, allowed));
    }
}
