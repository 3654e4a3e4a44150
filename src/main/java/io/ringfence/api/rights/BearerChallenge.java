package io.ringfence.api.rights;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaderValues;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.WwwAuthenticateChallengeProvider;
import jakarta.inject.Singleton;

/** What a 401 says is missing, as RFC 6750 wants it. */
@Singleton
final class BearerChallenge implements WwwAuthenticateChallengeProvider<HttpRequest<?>> {
    @Override
    public String getWwwAuthenticateChallenge(@Nullable HttpRequest<?> request) {
        return HttpHeaderValues.AUTHORIZATION_PREFIX_BEARER;
    }
}
