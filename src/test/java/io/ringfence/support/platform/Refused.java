package io.ringfence.support.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import io.ringfence.ops.Worker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Workers that do not start. */
public final class Refused {
    private Refused() {}

    /** Passes if a worker with these settings refuses to start, in one line that contains the parts. */
    public static void assertRefused(Platform platform, Path directory, Map<String, Object> settings, String... parts) {
        Map<String, Object> all = settings(platform, directory);
        all.putAll(settings);
        assertRefused(all, parts);
    }

    public static void assertRefused(Map<String, Object> all, String... parts) {
        assertThat(line(catchThrowable(() -> start(all)))).hasLineCount(1).contains(parts);
    }

    private static void start(Map<String, Object> settings) {
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            context.getBean(EmbeddedServer.class).start();
            context.getBean(Worker.class).start();
        }
    }

    public static Map<String, Object> settings(Platform platform, Path directory) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", platform.bootstrapServers());
        settings.put("ringfence.avro.schema-registry-url", platform.registryUrl());
        settings.put("ringfence.application-id", "refused");
        settings.put("ringfence.state-directory", directory.toString());
        settings.put("micronaut.server.port", -1);
        return settings;
    }

    /** As the application shows it: the framework wraps what the making of a bean throws. */
    private static String line(Throwable refusal) {
        return Stream.iterate(refusal, cause -> cause != null, Throwable::getCause)
                .filter(StartupException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No StartupException", refusal));
    }
}
