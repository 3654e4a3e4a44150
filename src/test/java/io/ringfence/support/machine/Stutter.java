package io.ringfence.support.machine;

import java.io.IOException;

/** Has a process stand still again and again, each time for less than it takes to be missed. */
public final class Stutter implements AutoCloseable {
    private static final int STILL_MS = 300;
    private static final int RUNNING_MS = 100;

    private final long process;
    private final Thread signalling = new Thread(this::signal, "stutter");
    private volatile boolean closed;

    public Stutter(long process) {
        this.process = process;
        signalling.setDaemon(true);
        signalling.start();
    }

    private void signal() {
        try {
            while (!closed) {
                Command.signal(process, "STOP");
                Thread.sleep(STILL_MS);
                Command.signal(process, "CONT");
                Thread.sleep(RUNNING_MS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when it runs as ever. */
    @Override
    public void close() {
        // Not interrupted: a signal that is on its way would come after the last one.
        closed = true;
        try {
            signalling.join();
            Command.signal(process, "CONT");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
