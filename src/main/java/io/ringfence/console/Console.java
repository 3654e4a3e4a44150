package io.ringfence.console;

import io.micronaut.context.ApplicationContext;
import io.ringfence.StartupException;
import java.util.Arrays;
import java.util.List;

/** The console commands by name. */
public final class Console {
    private static final String PUBLISH = "publish";
    private static final String WATCH = "watch";

    private Console() {}

    /** Whether the arguments start with a command, known or not, rather than with an option. */
    public static boolean isCommand(String[] args) {
        return args.length > 0 && !args[0].startsWith("-");
    }

    /**
     * Runs the command; {@code watch} until the process ends.
     *
     * @throws StartupException when there is no such command or it cannot be carried out
     */
    public static void run(String[] args) {
        try (ApplicationContext context = ApplicationContext.builder().build()) {
            Connection connection = Connection.of(context.getEnvironment().start());
            List<String> rest = Arrays.asList(args).subList(1, args.length);
            switch (args[0]) {
                case PUBLISH -> Publish.run(connection, rest);
                case WATCH -> Watch.run(connection);
                default -> throw new StartupException("No command " + args[0] + "; there are publish and watch.");
            }
        }
    }
}
