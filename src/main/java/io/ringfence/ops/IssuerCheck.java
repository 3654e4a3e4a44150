package io.ringfence.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.env.Environment;
import io.ringfence.StartupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Refuses to start where the page is to sign visitors in with an issuer that is not there, or calls itself something else: it is
 * asked where to at the start, and no more after that.
 */
public final class IssuerCheck {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private IssuerCheck() {}

    /** Throws a {@link StartupException} that names the setting. Does nothing where nobody is signed in. */
    public static void check(Environment settings) {
        if (RightsSettings.signsIn(settings)) {
            String issuer = settings.getRequiredProperty(RightsSettings.ISSUER, String.class);
            requireItself(issuer, URI.create(issuer.replaceFirst("/$", "") + DISCOVERY));
        }
    }

    private static void requireItself(String issuer, URI document) {
        String named = named(document);
        if (!named.equals(issuer)) {
            throw refused("is %s, and %s says that the issuer is %s".formatted(issuer, document, named));
        }
    }

    private static String named(URI document) {
        try {
            HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(document).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw refused("leads to %s, which answers %d".formatted(document, answer.statusCode()));
            }
            return new ObjectMapper().readTree(answer.body()).path("issuer").asText();
        } catch (JsonProcessingException e) {
            throw refused("leads to %s, which is not the description of an OpenID provider".formatted(document));
        } catch (IOException e) {
            throw refused("leads to %s, which does not answer: %s".formatted(document, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused("leads to %s, and nobody waits for the answer".formatted(document));
        }
    }

    private static StartupException refused(String why) {
        return new StartupException("%s (RINGFENCE_SECURITY_ISSUER) %s. To start without signing visitors in, unset %s."
                .formatted(RightsSettings.ISSUER, why, RightsSettings.CLIENT_SECRET));
    }
}
