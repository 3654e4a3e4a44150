package io.ringfence.page;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import io.micronaut.security.authentication.WwwAuthenticateChallengeProvider;
import io.micronaut.security.config.RedirectConfiguration;
import io.micronaut.security.config.RedirectService;
import io.micronaut.security.errors.PriorToLoginPersistence;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Sends whoever asks for a page, and has not signed in, to do so and come back. What a form asks for would be lost on the way,
 * and a part of a page cannot go there: both are told why instead.
 */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class SignInRedirect extends DefaultAuthorizationExceptionHandler {
    SignInRedirect(
            ErrorResponseProcessor<?> errors,
            RedirectConfiguration configuration,
            RedirectService addresses,
            List<WwwAuthenticateChallengeProvider<HttpRequest<?>>> challenges,
            @Nullable PriorToLoginPersistence<?, ?> wayBack) {
        super(errors, configuration, addresses, challenges, wayBack);
    }

    @Override
    protected boolean shouldRedirect(HttpRequest<?> request, AuthorizationException exception) {
        return request.getMethod() == HttpMethod.GET
                && !Pages.isForPart(request)
                && !request.getPath().startsWith(ProblemPages.API)
                && super.shouldRedirect(request, exception);
    }
}
