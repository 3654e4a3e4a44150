package io.ringfence.console;

import io.micronaut.core.value.PropertyResolver;
import io.ringfence.avro.AvroSerde;
import java.util.Map;

/** Where a command finds broker and registry: where the worker's settings say, else on the embedded platform. */
record Connection(String bootstrapServers, String registryUrl) {
    static Connection of(PropertyResolver settings) {
        return new Connection(
                settings.getProperty("kafka.bootstrap.servers", String.class)
                        .orElseGet(() -> "127.0.0.1:"
                                + settings.getRequiredProperty("ringfence.embedded.broker-port", String.class)),
                settings.getProperty("ringfence.avro.schema-registry-url", String.class)
                        .filter(url -> !url.isEmpty())
                        .orElseGet(() -> "http://127.0.0.1:"
                                + settings.getRequiredProperty("ringfence.embedded.registry-port", String.class)
                                + "/apis/ccompat/v7"));
    }

    AvroSerde avro() {
        AvroSerde serde = new AvroSerde();
        serde.configure(Map.of("schema.registry.url", registryUrl), false);
        return serde;
    }
}
