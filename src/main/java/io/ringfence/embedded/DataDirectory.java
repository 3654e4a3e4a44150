package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the embedded broker and registry keep their data, locked against a second process until it is closed. The
 * operating system frees the lock of a process that was killed.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK_FILE = ".lock";

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens the directory, creating it and its parents where missing.
     *
     * @throws StartupException if another process, or another holder in this one, has it open; or if it cannot be
     *     created or written to
     */
    public static DataDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            return new DataDirectory(path, lock(path));
        } catch (IOException e) {
            throw new StartupException(
                    "Data directory %s cannot be used: %s. Set %s to a directory that can be written to."
                            .formatted(path, e, Setting.DATA_DIRECTORY),
                    e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            throw new StartupException(
                    "Data directory %s is in use by another process. Stop that one, or set %s to another directory."
                            .formatted(path, Setting.DATA_DIRECTORY));
        }
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The directory itself, absolute. */
    public Path path() {
        return path;
    }

    /** For {@link EmbeddedBroker}. */
    public Path broker() {
        return path.resolve("broker");
    }

    /** For {@link EmbeddedRegistry}. */
    public Path registry() {
        return path.resolve("registry");
    }

    /** Frees the directory for others. Close what works in it first. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
