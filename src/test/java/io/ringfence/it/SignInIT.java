package io.ringfence.it;

import io.ringfence.support.rights.IdentityProvider;
import io.ringfence.support.rights.NodeProvider;
import java.io.IOException;
import java.net.URI;

/** With a provider that starts in a second. */
class SignInIT extends SignInCases {
    @Override
    IdentityProvider startProvider(URI page) throws IOException, InterruptedException {
        return NodeProvider.start(page);
    }
}
