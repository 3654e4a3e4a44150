package io.ringfence.support.property;

import io.ringfence.support.streams.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;

/** The tries of a property: several in one topology, each in a world of its own. */
public final class Tries<T extends Stores> {
    /** Starting one costs as much as many tries, but what it sends to its changelogs it keeps. */
    private static final int TRIES_OF_ONE = 25;

    /** One of them. */
    public interface Try<T> {
        void in(T topology, World world);
    }

    private final Function<Path, T> start;
    private final Coverage coverage;
    private int worlds;
    private Path directory;
    private T topology;

    /**
     * @param start of a topology that keeps its state in a directory
     * @param coverage is told when a try has failed
     */
    public Tries(Function<Path, T> start, Coverage coverage) {
        this.start = start;
        this.coverage = coverage;
    }

    public void run(Try<T> attempt) throws IOException {
        if (worlds % TRIES_OF_ONE == 0) {
            stop();
        }
        if (topology == null) {
            directory = Files.createTempDirectory("topology");
            topology = start.apply(directory);
        }
        try {
            attempt.in(topology, new World(worlds++));
        } catch (AssertionError | RuntimeException e) {
            coverage.failed();
            // A topology that failed is not asked again.
            stop();
            throw e;
        }
    }

    public void stop() throws IOException {
        if (topology != null) {
            topology.close();
            topology = null;
            Utils.delete(directory.toFile());
        }
    }
}
