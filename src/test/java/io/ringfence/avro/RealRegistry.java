package io.ringfence.avro;

import io.ringfence.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One registry for all test classes that ask for it; it takes seconds to start. Tests keep to subjects of their own. */
final class RealRegistry implements BeforeAllCallback {
    private static final Path BUILD_DIRECTORY = Path.of("target");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

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
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            int port = free.getLocalPort();
            free.close();
            return EmbeddedRegistry.start(
                    BUILD_DIRECTORY.resolve("registry"),
                    Files.createTempDirectory(BUILD_DIRECTORY, "test-registry-"),
                    port);
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
