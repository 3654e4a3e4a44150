package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.StreamsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NoAccessExceptionTest {
    private static final Map<String, Object> NO_TRUST_STORE = Map.of(
            "bootstrap.servers",
            "127.0.0.1:9092",
            "security.protocol",
            "SSL",
            "ssl.truststore.location",
            "/nowhere/trust.p12");

    @Test
    void wrongPassword() {
        assertThat(message(new StreamsException(new SaslAuthenticationException("Invalid credentials."))))
                .isEqualTo(
                        "The brokers do not let us in (kafka.sasl.jaas.config, kafka.sasl.mechanism): Invalid credentials.");
    }

    @Test
    void untrustedCertificate() {
        assertThat(message(new SslAuthenticationException(
                        "SSL handshake failed", new SSLHandshakeException("PKIX path building failed"))))
                .contains("kafka.ssl.truststore.location", "PKIX path building failed");
    }

    @Test
    void missingRight() {
        assertThat(message(new StreamsException(GroupAuthorizationException.forGroupId("ringfence"))))
                .contains("group: ringfence", "README");
    }

    /** However the client is called that could not be made. */
    @Test
    void trustStoreThatIsNotThere() {
        assertThat(messageOf(() -> Admin.create(NO_TRUST_STORE))).contains("kafka.*", "/nowhere/trust.p12");
        assertThat(messageOf(() ->
                        new KafkaConsumer<>(NO_TRUST_STORE, new ByteArrayDeserializer(), new ByteArrayDeserializer())))
                .contains("kafka.*", "/nowhere/trust.p12");
        assertThat(messageOf(() ->
                        new KafkaProducer<>(NO_TRUST_STORE, new ByteArraySerializer(), new ByteArraySerializer())))
                .contains("kafka.*", "/nowhere/trust.p12");
    }

    @Test
    void whatIsNoMatterOfAccess() {
        assertThat(NoAccessException.in(new StreamsException(new TimeoutException("No broker"))))
                .isEmpty();
    }

    private static String messageOf(ThrowingCallable call) {
        return message(catchThrowable(call));
    }

    private static String message(Throwable fault) {
        return NoAccessException.in(fault).orElseThrow().getMessage();
    }
}
