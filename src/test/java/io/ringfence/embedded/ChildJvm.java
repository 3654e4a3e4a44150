package io.ringfence.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a JVM of its own, so that it can be killed. */
public record ChildJvm(Process process) implements AutoCloseable {

    static ChildJvm start(Class<?> mainClass, Path log, Object... args) throws IOException {
        return start(List.of(), mainClass, log, args);
    }

    /**
     * Returns at once.
     *
     * @param options of the JVM, beyond those that keep it small
     * @param log for what it says, from the beginning of the file
     */
    public static ChildJvm start(List<String> options, Class<?> mainClass, Path log, Object... args)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(mainClass.getName());
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return new ChildJvm(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    /** What kill -9 does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
