package io.ringfence.api.problem;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;

/** Why a query is not answered, as exceptions whose message becomes the problem's detail. */
public final class Refusals {
    private Refusals() {}

    /** What is asked for is not there. */
    public static HttpStatusException notFound(String sentence) {
        return new HttpStatusException(HttpStatus.NOT_FOUND, sentence);
    }

    /** A site that never had a number. */
    public static HttpStatusException unknownSite(String siteId) {
        return notFound("Site " + siteId + " is unknown.");
    }

    /** Whether it is one of {@link #notFound}. */
    public static boolean isNotFound(Throwable refusal) {
        return refusal instanceof HttpStatusException known && known.getStatus() == HttpStatus.NOT_FOUND;
    }

    /** A value that is not allowed, by the name of what has it. */
    public static HttpStatusException invalid(String parameter, String value, String allowed) {
        return new HttpStatusException(
                HttpStatus.BAD_REQUEST, "%s is \"%s\"; allowed: %s.".formatted(parameter, value, allowed));
    }

    /** What may not be asked for by who asks, in a sentence. */
    public static HttpStatusException forbidden(String sentence) {
        return new HttpStatusException(HttpStatus.FORBIDDEN, sentence);
    }

    /** A body that is none of what is taken, in a sentence. */
    public static HttpStatusException unreadable(String sentence) {
        return new HttpStatusException(HttpStatus.BAD_REQUEST, sentence);
    }

    /** A body that is larger than any that makes sense. */
    public static HttpStatusException tooLarge(String sentence) {
        return new HttpStatusException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, sentence);
    }
}
