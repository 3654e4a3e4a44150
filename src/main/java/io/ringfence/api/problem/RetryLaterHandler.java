package io.ringfence.api.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Tells the client to come back. */
@Singleton
final class RetryLaterHandler implements ExceptionHandler<RetryLater, HttpResponse<?>> {
    private static final String SECONDS = "1";

    private final ErrorResponseProcessor<?> problems;

    RetryLaterHandler(ErrorResponseProcessor<?> problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public HttpResponse<?> handle(HttpRequest request, RetryLater reason) {
        MutableHttpResponse<?> response = HttpResponse.status(reason.status()).header(HttpHeaders.RETRY_AFTER, SECONDS);
        reason.headers().forEach(response::header);
        return problems.processResponse(
                ErrorContext.builder(request)
                        .cause(reason)
                        .errorMessage(reason.getMessage())
                        .build(),
                response);
    }
}
