package io.ringfence.it;

import io.ringfence.support.rights.IdentityProvider;
import io.ringfence.support.rights.Keycloak;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Tag;

/** With the provider that most have, as it is set up for {@code docker-compose.yml}. */
@Tag("long")
class KeycloakIT extends SignInCases {
    @Override
    IdentityProvider startProvider(URI page) throws IOException {
        return Keycloak.start(page);
    }
}
