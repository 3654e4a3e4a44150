package io.ringfence.page;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;

/** Where visitors sign in, if that is here: not where there are no rights, nor where a proxy in front brings a token. */
@Singleton
final class SignIn {
    static final String OFFERED = "micronaut.security.redirect.enabled";

    private final boolean isOffered;
    private final String address;

    SignIn(
            @Property(name = OFFERED) boolean isOffered,
            @Property(name = "micronaut.security.redirect.unauthorized.url") String address) {
        this.isOffered = isOffered;
        this.address = address;
    }

    boolean isOffered() {
        return isOffered;
    }

    String address() {
        return address;
    }
}
