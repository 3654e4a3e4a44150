package io.ringfence.support.machine;

import java.io.IOException;

/**
 * A disk without space, as one process meets it: nothing that it writes to a file goes through any more, be it one that it has
 * open. By its limit on the size of files, for who tests can seldom make a disk of their own; what the kernel says is EFBIG
 * instead of ENOSPC, and neither Java, RocksDB nor Kafka tell them apart.
 */
public final class FullDisk {
    private FullDisk() {}

    /** Whether this machine has the command. */
    public static boolean isPossible() {
        return Command.isThere("prlimit", "--version");
    }

    public static void of(long process) throws IOException {
        limit(process, "0:unlimited");
    }

    /** There is space again. */
    public static void free(long process) throws IOException {
        limit(process, "unlimited:unlimited");
    }

    private static void limit(long process, String size) throws IOException {
        Command.run("prlimit", "--pid", Long.toString(process), "--fsize=" + size);
    }
}
