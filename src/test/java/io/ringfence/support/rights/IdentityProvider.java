package io.ringfence.support.rights;

import io.ringfence.support.browser.Browser;
import java.util.Map;

/** Signs in whoever says to be {@code desk}, an operator at all sites, or {@code stranger}, who may do nothing. */
public interface IdentityProvider extends AutoCloseable {
    /** Of a worker that sends its visitors here. */
    Map<String, Object> settings();

    /** On its own page. */
    void signIn(Browser browser, String name);

    /** Where it asks whether that is meant. */
    void confirmSignOut(Browser browser);

    @Override
    void close();

    /** The usual settings. */
    static Map<String, Object> settings(String issuer, String jwks, String clientSecret) {
        return Map.of(
                "ringfence.security.enabled",
                true,
                "ringfence.security.jwks",
                jwks,
                "ringfence.security.issuer",
                issuer,
                "ringfence.security.audience",
                "ringfence",
                "ringfence.security.client-secret",
                clientSecret,
                "ringfence.security.instance-secret",
                Tokens.INSTANCE_SECRET);
    }
}
