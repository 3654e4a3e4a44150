package io.ringfence.api.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Map;

/**
 * A problem document of RFC 9457.
 *
 * @param type {@code about:blank}: the status says all about the kind of problem
 * @param title the status in words
 * @param detail what is wrong with this one request, for a person
 * @param instance the path that was asked for
 * @param extensions what else a client may need, each as a member of its own
 */
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        URI instance,

        @JsonAnyGetter @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Object> extensions) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final URI ABOUT_BLANK = URI.create("about:blank");

    static Problem of(int status, String title, String detail, URI instance, Map<String, Object> extensions) {
        return new Problem(ABOUT_BLANK, title, status, detail, instance, extensions);
    }
}
