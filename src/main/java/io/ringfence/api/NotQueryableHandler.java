package io.ringfence.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.ringfence.query.NotQueryableException;
import jakarta.inject.Singleton;

/** Tells the client to come back when what could answer is being moved or restored, or is cut off. */
@Singleton
final class NotQueryableHandler implements ExceptionHandler<NotQueryableException, HttpResponse<?>> {
    static final String SECONDS = "1";

    private final ErrorResponseProcessor<?> problems;

    NotQueryableHandler(ErrorResponseProcessor<?> problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public HttpResponse<?> handle(HttpRequest request, NotQueryableException exception) {
        return problems.processResponse(
                ErrorContext.builder(request)
                        .cause(exception)
                        .errorMessage(
                                "What could answer is being moved or restored, or is cut off; try again in a moment.")
                        .build(),
                HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, SECONDS));
    }
}
