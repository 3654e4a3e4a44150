package io.ringfence.console;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.ringfence.StartupException;
import io.ringfence.embedded.EmbeddedPlatform;
import io.ringfence.embedded.EmbeddedSettings;
import io.ringfence.ops.NoAccessException;
import io.ringfence.ops.OffsetRecovery;
import io.ringfence.ops.Rebuild;
import io.ringfence.ops.Repartitioning;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** The console commands by name. */
public final class Console {
    private static final String PUBLISH = "publish";
    private static final String WATCH = "watch";
    private static final String OFFSETS = "offsets";
    private static final String REBUILD = "rebuild";
    private static final String REPARTITION = "repartition";
    private static final String PLATFORM = "platform";

    private Console() {}

    /** Whether the arguments start with a command, known or not, rather than with an option. */
    public static boolean isCommand(String[] args) {
        return args.length > 0 && !args[0].startsWith("-");
    }

    /**
     * Runs the command; {@code watch} and {@code platform} until the process ends.
     *
     * @throws StartupException when there is no such command or it cannot be carried out
     */
    public static void run(String[] args) {
        try (ApplicationContext context = ApplicationContext.builder().build()) {
            Connection connection = Connection.of(context.getEnvironment().start());
            List<String> rest = Arrays.asList(args).subList(1, args.length);
            run(args[0], rest, connection, context);
        } catch (KafkaException e) {
            throw new StartupException(
                    NoAccessException.in(e).map(Throwable::getMessage).orElseGet(e::getMessage), e);
        }
    }

    private static void run(String command, List<String> args, Connection connection, ApplicationContext context) {
        switch (command) {
            case PUBLISH -> Publish.run(connection, args);
            case WATCH -> Watch.run(connection);
            case PLATFORM -> ExamplePlatform.run(connection, args);
            case OFFSETS -> onCluster(context, () -> Offsets.lines(context.getBean(OffsetRecovery.class), args));
            case REBUILD -> onCluster(context, () -> StateCommands.rebuild(context.getBean(Rebuild.class), args));
            case REPARTITION ->
                onCluster(context, () -> StateCommands.repartition(context.getBean(Repartitioning.class), args));
            default ->
                throw new StartupException("No command " + command
                        + "; there are publish, watch, platform, offsets, rebuild and repartition.");
        }
    }

    /** On the embedded platform the broker runs in the worker's process, which is stopped. */
    private static void onCluster(ApplicationContext context, Supplier<List<String>> command) {
        Environment environment = context.getEnvironment();
        if (!EmbeddedSettings.isWanted(environment)) {
            context.start();
            command.get().forEach(System.out::println);
            return;
        }
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(EmbeddedSettings.of(environment))) {
            environment.addPropertySource(PropertySource.of("embedded", platform.properties(), Integer.MAX_VALUE));
            context.start();
            command.get().forEach(System.out::println);
        }
    }
}
