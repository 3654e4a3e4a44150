package io.ringfence.avro;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * How to reach the registry. Reads the names that Confluent's serializers read, so that one configuration serves
 * either.
 *
 * @param urls tried in this order; at least one
 * @param autoRegister whether an unknown schema is registered rather than an error
 * @param userInfo {@code user:password} for basic authentication
 * @param timeout bound of one HTTP exchange
 * @param tls where the settings have anything of it; else what the JVM trusts
 * @param attempts exchanges before a registry that does not answer is given up
 */
record RegistrySettings(
        List<URI> urls,
        boolean autoRegister,
        Optional<String> userInfo,
        Duration timeout,
        Optional<SSLContext> tls,
        int attempts) {
    static final String URL = "schema.registry.url";
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USER_INFO = "basic.auth.user.info";
    static final String TIMEOUT_MS = "http.read.timeout.ms";
    static final String RETRIES = "max.retries";
    static final String TLS_PREFIX = "schema.registry.ssl.";

    static RegistrySettings of(Map<String, ?> configs) {
        Object url = configs.get(URL);
        if (url == null || url.toString().isBlank()) {
            throw new ConfigException(URL + " is not set.");
        }
        return new RegistrySettings(
                Stream.of(url.toString().split(",", -1))
                        .map(part -> part.strip().replaceAll("/+$", ""))
                        .map(RegistrySettings::httpUrl)
                        .toList(),
                text(configs, AUTO_REGISTER).map(Boolean::valueOf).orElse(true),
                text(configs, USER_INFO),
                Duration.ofMillis(text(configs, TIMEOUT_MS).map(Long::valueOf).orElse(5_000L)),
                tls(configs),
                1 + text(configs, RETRIES).map(Integer::valueOf).orElse(3));
    }

    private static URI httpUrl(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new ConfigException(URL, text, "no URL: " + e.getMessage());
        }
        throw new ConfigException(URL, text, "no http or https URL");
    }

    /** By the names of Kafka's clients, behind a prefix. */
    private static Optional<SSLContext> tls(Map<String, ?> configs) {
        Map<String, Object> ssl = new HashMap<>();
        configs.forEach((name, value) -> {
            if (name.startsWith(TLS_PREFIX)) {
                ssl.put(name.substring(TLS_PREFIX.length() - "ssl.".length()), value);
            }
        });
        if (ssl.isEmpty()) {
            return Optional.empty();
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(new ConfigDef().withClientSslSupport().parse(ssl));
            return Optional.of(factory.sslContext());
        } catch (KafkaException e) {
            throw new ConfigException(TLS_PREFIX + "*: " + e.getMessage());
        }
    }

    private static Optional<String> text(Map<String, ?> configs, String name) {
        return Optional.ofNullable(configs.get(name)).map(Object::toString);
    }
}
