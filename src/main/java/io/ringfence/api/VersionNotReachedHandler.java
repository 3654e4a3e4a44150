package io.ringfence.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * Tells the client to come back, and how far the number has got. 503 like every answer that another try may get, so that
 * a client needs no more than one rule; an older state would be what the client has asked not to see.
 */
@Singleton
final class VersionNotReachedHandler implements ExceptionHandler<VersionNotReached, HttpResponse<?>> {
    private final ErrorResponseProcessor<?> problems;

    VersionNotReachedHandler(ErrorResponseProcessor<?> problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public HttpResponse<?> handle(HttpRequest request, VersionNotReached exception) {
        return problems.processResponse(
                ErrorContext.builder(request)
                        .cause(exception)
                        .errorMessage(exception.getMessage())
                        .build(),
                HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, NotQueryableHandler.SECONDS)
                        .header(VersionNotReached.HEADER, String.valueOf(exception.version())));
    }
}
