package io.ringfence.avro;

import io.ringfence.embedded.EmbeddedRegistry;
import io.ringfence.support.machine.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One registry for all test classes that ask for it; it takes seconds to start. Tests keep to subjects of their own. */
final class RealRegistry implements BeforeAllCallback {
    private static final Path BUILD_DIRECTORY = Path.of("target");

    private static volatile String url;

    /** The root of its Confluent-compatible API. */
    static String url() {
        return url;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        EmbeddedRegistry registry = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RealRegistry.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(start()), Running.class)
                .registry();
        url = registry.url();
    }

    private static EmbeddedRegistry start() {
        try {
            return EmbeddedRegistry.start(
                    BUILD_DIRECTORY.resolve("registry"),
                    Files.createTempDirectory(BUILD_DIRECTORY, "test-registry-"),
                    FreePorts.one());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What JUnit closes after the last test. */
    private record Running(EmbeddedRegistry registry) implements ExtensionContext.Store.CloseableResource {
        @Override
        public void close() {
            registry.close();
        }
    }
}
