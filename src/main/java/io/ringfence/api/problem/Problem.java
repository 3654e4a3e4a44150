package io.ringfence.api.problem;

import java.net.URI;

/**
 * A problem document of RFC 9457.
 *
 * @param type {@code about:blank}: the status says all about the kind of problem
 * @param title the status in words
 * @param detail what is wrong with this one request, for a person
 * @param instance the path that was asked for
 */
record Problem(URI type, String title, int status, String detail, URI instance) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final URI ABOUT_BLANK = URI.create("about:blank");

    static Problem of(int status, String title, String detail, URI instance) {
        return new Problem(ABOUT_BLANK, title, status, detail, instance);
    }
}
