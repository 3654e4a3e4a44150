package io.ringfence.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a registry until standard input ends: arguments home, data directory, port, and the file to write the
 * registry's process id to once it answers.
 */
final class RegistryMain {

    private RegistryMain() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedRegistry registry =
                EmbeddedRegistry.start(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]))) {
            Files.writeString(Path.of(args[3]), Long.toString(registry.pid()));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
