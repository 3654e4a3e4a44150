package io.ringfence.api.problem;

import io.micronaut.http.HttpStatus;
import java.util.Map;

/**
 * Why an answer cannot be given now and may be given to another try: 503 with {@code Retry-After}, or 429 where it is the
 * client that asks too much, so that it needs no more than one rule.
 */
public class RetryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient Map<String, String> headers;
    private final transient Map<String, Object> extensions;

    /**
     * @param sentence for a person
     * @param headers of the answer, beside {@code Retry-After}
     * @param extensions of the problem document
     */
    public RetryLater(String sentence, Map<String, String> headers, Map<String, Object> extensions) {
        this(HttpStatus.SERVICE_UNAVAILABLE, sentence, headers, extensions);
    }

    /**
     * @param status that says whom to blame
     * @param sentence for a person
     */
    public RetryLater(HttpStatus status, String sentence) {
        this(status, sentence, Map.of(), Map.of());
    }

    private RetryLater(
            HttpStatus status, String sentence, Map<String, String> headers, Map<String, Object> extensions) {
        super(sentence);
        this.status = status;
        this.headers = headers;
        this.extensions = extensions;
    }

    /**
     * @param sentence for a person
     */
    public RetryLater(String sentence, Throwable cause) {
        this(sentence, Map.of(), Map.of());
        initCause(cause);
    }

    HttpStatus status() {
        return status;
    }

    Map<String, Object> extensions() {
        return extensions;
    }

    Map<String, String> headers() {
        return headers;
    }
}
