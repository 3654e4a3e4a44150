package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** All that the worker needs around it, on loopback: a broker in this JVM and a registry beside it. */
public final class EmbeddedPlatform implements AutoCloseable {
    private final DataDirectory directory;
    private final EmbeddedRegistry registry;
    private final EmbeddedBroker broker;

    private EmbeddedPlatform(DataDirectory directory, EmbeddedRegistry registry, EmbeddedBroker broker) {
        this.directory = directory;
        this.registry = registry;
        this.broker = broker;
    }

    /**
     * Starts both and waits until they answer.
     *
     * @throws StartupException when a port is taken, the directory is in use or the registry is not unpacked
     */
    public static EmbeddedPlatform start(EmbeddedSettings settings) {
        Ports.requireFree(settings.brokerPort(), Setting.BROKER_PORT.name());
        Ports.requireFree(settings.registryPort(), Setting.REGISTRY_PORT.name());
        DataDirectory directory = DataDirectory.open(settings.dataDirectory());
        CompletableFuture<EmbeddedRegistry> registry = CompletableFuture.supplyAsync(
                () -> EmbeddedRegistry.start(settings.registryHome(), directory.registry(), settings.registryPort()));
        EmbeddedBroker broker = EmbeddedBroker.start(directory.broker(), settings.brokerPort());
        try {
            return new EmbeddedPlatform(directory, registry.join(), broker);
        } catch (CompletionException e) {
            broker.close();
            directory.close();
            throw e.getCause() instanceof StartupException cause ? cause : e;
        }
    }

    /** What the worker's configuration becomes on this platform. */
    public Map<String, Object> properties() {
        return Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "ringfence.avro.schema-registry-url",
                registry.url(),
                "ringfence.create-topics",
                true,
                "ringfence.state-directory",
                directory.path().resolve("streams").toString(),
                "micronaut.server.host",
                "127.0.0.1",
                // There is no other instance to keep a copy.
                "ringfence.streams.num.standby.replicas",
                0);
    }

    /** Where a mark says that the sample estate was loaded. */
    public Path sampleMark() {
        return directory.path().resolve("sample-loaded");
    }

    /** Stops both, the broker in good order so that the next start needs no recovery. */
    @Override
    public void close() {
        broker.close();
        registry.close();
        directory.close();
    }
}
