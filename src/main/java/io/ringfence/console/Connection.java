package io.ringfence.console;

import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.env.Environment;
import io.ringfence.avro.AvroSerde;
import io.ringfence.ops.PassedThrough;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where a command finds broker and registry, and how it is let in: as the worker's settings say, else on the embedded platform.
 */
record Connection(Map<String, Object> clients, Map<String, String> registry) {
    static Connection of(Environment settings) {
        Map<String, Object> clients = new HashMap<>();
        new KafkaDefaultConfiguration(settings)
                .getConfig()
                .forEach((name, value) -> clients.put(String.valueOf(name), value));
        clients.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                settings.getProperty("kafka.bootstrap.servers", String.class)
                        .orElseGet(() -> "127.0.0.1:"
                                + settings.getRequiredProperty("ringfence.embedded.broker-port", String.class)));
        Map<String, String> registry = new HashMap<>(PassedThrough.under("ringfence.avro.properties", settings));
        registry.put(
                "schema.registry.url",
                settings.getProperty("ringfence.avro.schema-registry-url", String.class)
                        .filter(url -> !url.isEmpty())
                        .orElseGet(() -> "http://127.0.0.1:"
                                + settings.getRequiredProperty("ringfence.embedded.registry-port", String.class)
                                + "/apis/ccompat/v7"));
        return new Connection(clients, registry);
    }

    /** The settings of a client, beside those of the connection. */
    Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(clients);
        all.putAll(more);
        return all;
    }

    AvroSerde avro() {
        AvroSerde serde = new AvroSerde();
        serde.configure(registry, false);
        return serde;
    }
}
