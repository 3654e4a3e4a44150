package io.ringfence.support.platform;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * What a worker is started from.
 *
 * @param logback configuration of its log
 */
public record Release(String name, String classPath, Path logback) {
    private static final Path LOGBACK = Path.of("src", "main", "resources", "logback.xml");

    /** As it is being tested. */
    public static final Release THIS = new Release("this release", System.getProperty("java.class.path"), LOGBACK);

    /**
     * One that was packaged before.
     *
     * @param directory of its sources, with what was made of them
     */
    public static Release packaged(Path directory) {
        Path target = directory.resolve("target");
        return new Release(
                "the release before",
                String.join(
                        File.pathSeparator,
                        target.resolve("ringfence.jar").toString(),
                        target.resolve("lib").resolve("*").toString()),
                directory.resolve(LOGBACK));
    }

    /** What goes before the arguments. */
    List<String> command() {
        return List.of("-cp", classPath, "-Dlogback.configurationFile=" + logback.toUri(), "io.ringfence.Application");
    }

    @Override
    public String toString() {
        return name;
    }
}
