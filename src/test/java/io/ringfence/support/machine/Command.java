package io.ringfence.support.machine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** What every Unix has for what Java cannot do. */
public final class Command {
    private Command() {}

    /** Whether this machine has it. */
    static boolean isThere(String... command) {
        try {
            return status(command) == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Runs it; it must succeed. */
    public static void run(String... command) throws IOException {
        if (status(command) != 0) {
            throw new IllegalStateException(String.join(" ", command) + " fails");
        }
    }

    /** Sends a process a signal, which it has when this returns. */
    public static void signal(long process, String name) throws IOException {
        run("kill", "-" + name, Long.toString(process));
    }

    private static int status(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
