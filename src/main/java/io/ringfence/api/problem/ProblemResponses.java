package io.ringfence.api.problem;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.security.authentication.AuthorizationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** Makes every error of the server a problem document: those of the API, of routing and of reading the request. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        URI instance = URI.create(context.getRequest().getUri().getRawPath());
        Map<String, Object> extensions = context.getRootCause()
                .filter(RetryLater.class::isInstance)
                .map(cause -> ((RetryLater) cause).extensions())
                .orElse(Map.of());
        return response.body(
                        Problem.of(response.code(), response.reason(), detail(context, response), instance, extensions))
                .contentType(Problem.MEDIA_TYPE);
    }

    /** The message of an exception that names classes of ours is for nobody but the log. */
    private static String detail(ErrorContext context, MutableHttpResponse<?> response) {
        if (response.code() == HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
            return "Something went wrong on the server; its log says what.";
        }
        Throwable cause = context.getRootCause().orElse(null);
        if (cause instanceof AuthorizationException refused) {
            return refused.isForbidden()
                    ? "The token gives none of the roles viewer, operator and provider."
                    : "It takes a bearer token, and one that is good.";
        }
        if (cause instanceof ConversionErrorException unreadable) {
            return unreadable.getArgument().getName() + " is not what is expected.";
        }
        return context.getErrors().stream().findFirst().map(Error::getMessage).orElseGet(response::reason);
    }
}
