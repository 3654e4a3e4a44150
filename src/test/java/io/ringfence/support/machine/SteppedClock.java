package io.ringfence.support.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * The time of day as a process has it that is started with this; how time passes is left alone, as where somebody sets a clock.
 * Linux, with a C compiler.
 */
public final class SteppedClock {
    private static final Path SOURCE = Path.of("src", "test", "c", "stepped-clock.c");

    private final Path library;
    private final Path offset;

    private SteppedClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** Whether this machine can make one. */
    public static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux") && Command.isThere("cc", "--version");
    }

    /** One that is right. */
    public static SteppedClock in(Path directory) throws IOException {
        Path library = directory.resolve("stepped-clock.so");
        Command.run("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), SOURCE.toString());
        SteppedClock clock = new SteppedClock(library, directory.resolve("clock"));
        clock.step(Duration.ZERO);
        return clock;
    }

    /**
     * Has it be wrong.
     *
     * @param ahead negative for behind
     */
    public void step(Duration ahead) throws IOException {
        // In place: the process has the file mapped.
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .putLong(ahead.toSeconds())
                            .flip(),
                    0);
        }
    }

    /** That a process has to have to go by it. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "STEPPED_CLOCK", offset.toString());
    }
}
