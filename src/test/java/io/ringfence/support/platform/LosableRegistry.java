package io.ringfence.support.platform;

import io.ringfence.embedded.EmbeddedRegistry;
import io.ringfence.support.machine.FreePorts;
import java.io.IOException;
import java.nio.file.Path;

/** A registry that goes away and comes back at the same place, with what it knew or without. */
public final class LosableRegistry implements AutoCloseable {
    private static final Path HOME = Path.of("target", "registry");

    private final Path directory;
    private final int port;
    private EmbeddedRegistry registry;
    private int losses;

    private LosableRegistry(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    public static LosableRegistry start(Path directory) throws IOException {
        LosableRegistry registry = new LosableRegistry(directory, FreePorts.one());
        registry.comeBack();
        return registry;
    }

    public void goAway() {
        registry.close();
    }

    public void comeBack() {
        registry = EmbeddedRegistry.start(HOME, directory, port);
    }

    /** Stops it and starts an empty one in its place: what it knew is kept for {@link #restore()}. */
    public void loseIds() {
        goAway();
        losses++;
        registry = EmbeddedRegistry.start(
                HOME, directory.resolveSibling(directory.getFileName() + "-emptied-" + losses), port);
    }

    /** Stops what stands in its place and starts it with what it knew before the first loss. */
    public void restore() {
        goAway();
        comeBack();
    }

    public String url() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
    }
}
