package io.ringfence.support.rights;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Who issues tokens: a key of its own, of which a file holds the public half. */
public final class Tokens {
    public static final String INSTANCE_SECRET = "known-to-instances-alone";

    private static final String ISSUER = "https://id.example/";
    private static final String AUDIENCE = "ringfence";

    private final RSAKey key;
    private final Path jwks;

    public Tokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("tests").generate();
            jwks = Files.createTempFile("ringfence", ".jwks.json");
            Files.writeString(jwks, new JWKSet(key).toString());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a worker that takes its tokens. */
    public Map<String, Object> settings() {
        return Map.of(
                "ringfence.security.enabled", true,
                "ringfence.security.jwks", jwks.toString(),
                "ringfence.security.issuer", ISSUER,
                "ringfence.security.audience", AUDIENCE,
                "ringfence.security.instance-secret", INSTANCE_SECRET);
    }

    /** A good token. */
    public String of(String subject, List<String> roles, List<String> sites) {
        return of(subject, roles, sites, UnaryOperator.identity());
    }

    /**
     * A token.
     *
     * @param change to what a good one says
     */
    public String of(
            String subject, List<String> roles, List<String> sites, UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(subject)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
                .claim("roles", roles)
                .claim("sites", sites);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                change.apply(claims).build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
