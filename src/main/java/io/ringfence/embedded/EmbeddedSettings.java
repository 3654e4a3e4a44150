package io.ringfence.embedded;

import io.micronaut.core.value.PropertyResolver;
import java.nio.file.Path;

/**
 * Settings of the embedded platform.
 *
 * @param dataDirectory where broker, registry and stores keep their data between starts
 * @param registryHome where the registry's distribution is unpacked
 */
public record EmbeddedSettings(int brokerPort, int registryPort, Path dataDirectory, Path registryHome) {
    /** Whether a platform is to be embedded: unless told otherwise, where no cluster is set. */
    public static boolean isWanted(PropertyResolver properties) {
        return properties
                .getProperty("ringfence.embedded.enabled", Boolean.class)
                .orElseGet(() -> !properties.containsProperty("kafka.bootstrap.servers"));
    }

    /** Read before there are beans: what is started here is what the beans connect to. */
    public static EmbeddedSettings of(PropertyResolver properties) {
        return new EmbeddedSettings(
                properties.getRequiredProperty(Setting.BROKER_PORT.name(), Integer.class),
                properties.getRequiredProperty(Setting.REGISTRY_PORT.name(), Integer.class),
                properties.getRequiredProperty(Setting.DATA_DIRECTORY.name(), Path.class),
                properties.getRequiredProperty(Setting.REGISTRY_HOME.name(), Path.class));
    }
}
