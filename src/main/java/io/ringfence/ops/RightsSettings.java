package io.ringfence.ops;

import io.micronaut.context.env.Environment;
import io.ringfence.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the framework has to know so that callers show by a token who they are, and what they may. */
public final class RightsSettings {
    private static final String JWKS = "ringfence.security.jwks";
    static final String ISSUER = "ringfence.security.issuer";
    private static final String AUDIENCE = "ringfence.security.audience";
    static final String CLIENT_SECRET = "ringfence.security.client-secret";
    private static final String INSTANCE_SECRET = "ringfence.security.instance-secret";
    private static final int SHORTEST_SECRET = 16;

    private static final String FRAMEWORK = "micronaut.security.";
    private static final String TOKENS = FRAMEWORK + "token.jwt.";

    private RightsSettings() {}

    /**
     * The framework's settings.
     *
     * @throws StartupException that names the setting which is missing or wrong
     */
    public static Map<String, Object> of(Environment environment) {
        Settings settings = new Settings(environment);
        if (!settings.flag(ApiExposure.RIGHTS)) {
            return Map.of(FRAMEWORK + "enabled", false);
        }
        requireSecret(environment);
        Map<String, Object> framework = new HashMap<>();
        framework.put(FRAMEWORK + "enabled", true);
        framework.put(TOKENS + "claims-validators.issuer", given(settings, ISSUER, "who issues tokens"));
        framework.put(TOKENS + "claims-validators.audience", given(settings, AUDIENCE, "whom tokens are for"));
        // The framework takes a token before its time unless told not to.
        framework.put(TOKENS + "claims-validators.not-before", true);
        String keys = given(settings, JWKS, "a JWKS file, or the address of one");
        if (isAddress(keys)) {
            framework.put(TOKENS + "signatures.jwks.issuer.url", keys);
        } else {
            framework.put(TOKENS + "signatures.jwks-static.issuer.path", "file:" + readable(keys));
        }
        if (signsIn(environment)) {
            framework.putAll(signIn(environment));
        }
        return framework;
    }

    /** By the token that says who has signed in, which is made out to the client: for the client, the page, is the audience. */
    private static Map<String, Object> signIn(Environment environment) {
        String client = FRAMEWORK + "oauth2.clients.ringfence.";
        return Map.of(
                FRAMEWORK + "authentication",
                "idtoken",
                FRAMEWORK + "redirect.enabled",
                true,
                FRAMEWORK + "oauth2.enabled",
                true,
                client + "client-id",
                environment.getRequiredProperty(AUDIENCE, String.class),
                client + "client-secret",
                environment.getRequiredProperty(CLIENT_SECRET, String.class),
                client + "openid.issuer",
                environment.getRequiredProperty(ISSUER, String.class));
    }

    /** Whether the page signs visitors in. */
    static boolean signsIn(Environment environment) {
        return new Settings(environment).flag(ApiExposure.RIGHTS)
                && !environment.getRequiredProperty(CLIENT_SECRET, String.class).isEmpty();
    }

    private static String given(Settings settings, String name, String description) {
        return settings.read(name, String.class, text -> !text.isBlank(), description);
    }

    /** What it is stays out of the message. */
    private static void requireSecret(Environment environment) {
        if (environment.getRequiredProperty(INSTANCE_SECRET, String.class).length() < SHORTEST_SECRET) {
            throw new StartupException(
                    "%s (RINGFENCE_SECURITY_INSTANCE_SECRET) has fewer than %d characters: with rights, instances tell each other from clients by it, and all need the same."
                            .formatted(INSTANCE_SECRET, SHORTEST_SECRET));
        }
    }

    private static boolean isAddress(String keys) {
        return keys.startsWith("https://") || keys.startsWith("http://");
    }

    private static Path readable(String keys) {
        Path file = Path.of(keys).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new StartupException(JWKS + " (RINGFENCE_SECURITY_JWKS) names " + file + ", which cannot be read.");
        }
        return file;
    }
}
