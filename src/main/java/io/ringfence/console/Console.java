package io.ringfence.console;

import io.micronaut.context.ApplicationContext;
import java.util.Arrays;
import java.util.List;

/** The console commands by name. */
public final class Console {
    private static final String PUBLISH = "publish";
    private static final String WATCH = "watch";

    private Console() {}

    /** Whether the arguments start with a command. */
    public static boolean isCommand(String[] args) {
        return args.length > 0 && List.of(PUBLISH, WATCH).contains(args[0]);
    }

    /** Runs the command; {@code watch} until the process ends. */
    public static void run(String[] args) {
        try (ApplicationContext context = ApplicationContext.builder().build()) {
            Connection connection = Connection.of(context.getEnvironment().start());
            List<String> rest = Arrays.asList(args).subList(1, args.length);
            if (args[0].equals(PUBLISH)) {
                Publish.run(connection, rest);
            } else {
                Watch.run(connection);
            }
        }
    }
}
