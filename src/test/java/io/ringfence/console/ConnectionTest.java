package io.ringfence.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A command is let in as the worker is. */
class ConnectionTest {
    @Test
    void settingsOfClientsAndRegistryArePassedOn() {
        Connection connection = connection(PropertySource.of(
                "file",
                Map.of(
                        "kafka.bootstrap.servers",
                        "broker:9093",
                        "kafka.sasl.mechanism",
                        "SCRAM-SHA-512",
                        "kafka.ssl.truststore.location",
                        "trust.p12",
                        "ringfence.avro.schema-registry-url",
                        "https://registry",
                        "ringfence.avro.properties.basic.auth.user.info",
                        "a:b")));

        assertThat(connection.clients())
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("ssl.truststore.location", "trust.p12");
        assertThat(connection.registry())
                .containsEntry("schema.registry.url", "https://registry")
                .containsEntry("basic.auth.user.info", "a:b");
        assertThat(connection.with(Map.of("group.id", "watch")))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("group.id", "watch");
    }

    @Test
    void environmentVariablesAreToo() {
        assertThat(connection(PropertySource.of(
                                "environment",
                                Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "KAFKA_SASL_JAAS_CONFIG", "login"),
                                PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE))
                        .clients())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "login");
    }

    private static Connection connection(PropertySource source) {
        try (ApplicationContext context =
                ApplicationContext.builder().propertySources(source).build()) {
            return Connection.of(context.getEnvironment().start());
        }
    }
}
