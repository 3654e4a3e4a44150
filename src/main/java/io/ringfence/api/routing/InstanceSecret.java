package io.ringfence.api.routing;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all instances know, and no client: any client can say of itself that it is an instance. */
@Singleton
final class InstanceSecret {
    static final String HEADER = "Ringfence-Instance-Secret";

    private final Optional<String> secret;

    InstanceSecret(@Property(name = "ringfence.security.instance-secret", defaultValue = "") String secret) {
        this.secret = Optional.of(secret).filter(text -> !text.isEmpty());
    }

    /** Of what this instance sends to others. */
    Map<String, List<String>> headers() {
        return secret.map(text -> Map.of(HEADER, List.of(text))).orElse(Map.of());
    }

    /** Whoever is to be told apart from an instance does not know it; where there is none, nobody is. */
    boolean isKnownTo(HttpRequest<?> request) {
        return secret.map(text -> request.getHeaders().getAll(HEADER).stream().anyMatch(said -> isSame(text, said)))
                .orElse(true);
    }

    /** In the same time, however much of it is right. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
