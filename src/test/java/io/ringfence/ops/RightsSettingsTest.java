package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import io.ringfence.support.rights.Tokens;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rights that are half set up are none, and are not taken for some. */
class RightsSettingsTest {
    private static final Map<String, Object> NONE = Map.of(
            "ringfence.security.jwks", "",
            "ringfence.security.issuer", "",
            "ringfence.security.audience", "",
            "ringfence.security.client-secret", "",
            "ringfence.security.instance-secret", "");

    private final Tokens tokens = new Tokens();

    @Test
    void areOffUnlessTold() {
        assertThat(settings(Map.of("ringfence.security.enabled", false)))
                .containsOnly(Map.entry("micronaut.security.enabled", false));
    }

    @Test
    void keysAreThoseOfAFileOrAnAddress() {
        assertThat(settings(tokens.settings()))
                .containsKey("micronaut.security.token.jwt.signatures.jwks-static.issuer.path");
        Map<String, Object> byAddress = new HashMap<>(tokens.settings());
        byAddress.put("ringfence.security.jwks", "https://id.example/keys");
        assertThat(settings(byAddress))
                .containsEntry("micronaut.security.token.jwt.signatures.jwks.issuer.url", "https://id.example/keys");
    }

    @Test
    void pageSignsNobodyInUnlessItIsAClientOfTheIssuer() {
        assertThat(settings(tokens.settings())).doesNotContainKey("micronaut.security.redirect.enabled");
        Map<String, Object> asClient = new HashMap<>(tokens.settings());
        asClient.put("ringfence.security.client-secret", "of-the-page");
        assertThat(settings(asClient))
                .containsEntry("micronaut.security.redirect.enabled", true)
                .containsEntry("micronaut.security.authentication", "idtoken")
                .containsEntry("micronaut.security.oauth2.clients.ringfence.client-id", "ringfence")
                .containsEntry("micronaut.security.oauth2.clients.ringfence.client-secret", "of-the-page");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jwks            | ''                | ringfence.security.jwks (RINGFENCE_SECURITY_JWKS) is",
                "jwks            | /no/such/file     | ringfence.security.jwks (RINGFENCE_SECURITY_JWKS) names",
                "issuer          | ''                | ringfence.security.issuer (RINGFENCE_SECURITY_ISSUER) is",
                "audience        | ' '               | ringfence.security.audience (RINGFENCE_SECURITY_AUDIENCE) is",
                "instance-secret | ''                | ringfence.security.instance-secret (RINGFENCE_SECURITY_INSTANCE_SECRET) has",
                "instance-secret | fifteen-letters | ringfence.security.instance-secret (RINGFENCE_SECURITY_INSTANCE_SECRET) has",
                "enabled         | perhaps           | ringfence.security.enabled (RINGFENCE_SECURITY_ENABLED) is",
            })
    void whatIsMissingOrWrongIsSaidByName(String setting, String value, String message) {
        Map<String, Object> settings = new HashMap<>(tokens.settings());
        settings.put("ringfence.security." + setting, value);

        assertThatThrownBy(() -> settings(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith(message)
                .message()
                .hasLineCount(1)
                .doesNotContain("fifteen-letters");
    }

    private static Map<String, Object> settings(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(NONE);
        all.putAll(given);
        try (ApplicationContext context =
                ApplicationContext.builder().properties(all).build()) {
            return RightsSettings.of(context.getEnvironment().start());
        }
    }
}
