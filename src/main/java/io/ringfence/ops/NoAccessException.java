package io.ringfence.ops;

import io.ringfence.StartupException;
import io.ringfence.avro.RegistryAccessException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * The brokers, or the registry, do not let the worker in, or not do what it has to. The message is one line that names what
 * was refused, and the settings that it follows from.
 */
public final class NoAccessException extends KafkaException {
    private static final long serialVersionUID = 1L;

    /** How Kafka says that it cannot do with the settings of a client: of a store that cannot be read, for one. */
    private static final Pattern NO_CLIENT = Pattern.compile("Failed to (create new|construct) [kK]afka.*");

    /** Where it is said who needs what. */
    static final String GRANTS = "Which ACLs are needed is in the README (\"Who may write what\").";

    private NoAccessException(String message, Throwable cause) {
        super(message.replaceAll("\\s*\\R\\s*", " "), cause);
    }

    /** What a fault of Kafka's comes down to, where it is that. */
    public static Optional<NoAccessException> in(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> message(cause).stream())
                .findFirst()
                .map(message -> new NoAccessException(message, fault));
    }

    /** For the start: what keeps the worker from it, in one line. */
    static StartupException atStart(String failed, Throwable fault) {
        return new StartupException(in(fault).map(Throwable::getMessage).orElse(failed + ": " + fault), fault);
    }

    private static Optional<String> message(Throwable fault) {
        if (fault instanceof RegistryAccessException) {
            return Optional.of(fault.getMessage());
        }
        if (fault instanceof SslAuthenticationException) {
            return Optional.of(
                    "No TLS with the brokers (kafka.ssl.truststore.location, kafka.ssl.keystore.location): %s."
                            .formatted(
                                    fault.getCause() == null
                                            ? withoutStop(fault.getMessage())
                                            : withoutStop(fault.getCause().getMessage())));
        }
        if (fault instanceof AuthenticationException) {
            return Optional.of("The brokers do not let us in (kafka.sasl.jaas.config, kafka.sasl.mechanism): %s."
                    .formatted(withoutStop(fault.getMessage())));
        }
        if (fault instanceof AuthorizationException) {
            return Optional.of("The brokers refuse it: %s. %s".formatted(withoutStop(fault.getMessage()), GRANTS));
        }
        if (fault.getMessage() != null && NO_CLIENT.matcher(fault.getMessage()).matches() && fault.getCause() != null) {
            return Optional.of(
                    "Kafka's clients cannot be made with the settings kafka.*: %s.".formatted(innermost(fault)));
        }
        return Optional.empty();
    }

    /** What Kafka says last, and what it says that of: each alone may name no file, or no reason. */
    private static String innermost(Throwable fault) {
        List<Throwable> causes = Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
                .toList();
        Throwable root = causes.get(causes.size() - 1);
        String said = causes.stream()
                .filter(KafkaException.class::isInstance)
                .map(Throwable::getMessage)
                .reduce("", (before, after) -> after);
        return withoutStop(root instanceof KafkaException ? said : said + ": " + root);
    }

    private static String withoutStop(String message) {
        return String.valueOf(message).replaceAll("\\.$", "");
    }
}
