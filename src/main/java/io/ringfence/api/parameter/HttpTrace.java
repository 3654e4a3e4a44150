package io.ringfence.api.parameter;

import io.micronaut.http.HttpRequest;
import io.ringfence.trace.Trace;

/** The trace that what is asked over HTTP belongs to. */
public final class HttpTrace {
    private HttpTrace() {}

    /** That of the request's headers. Of {@code tracestate} there may be several, which make one list. */
    public static Trace of(HttpRequest<?> request) {
        return Trace.of(joined(request, Trace.PARENT), joined(request, Trace.STATE));
    }

    private static String joined(HttpRequest<?> request, String header) {
        return String.join(",", request.getHeaders().getAll(header));
    }
}
