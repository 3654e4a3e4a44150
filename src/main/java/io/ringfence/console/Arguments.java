package io.ringfence.console;

import io.ringfence.StartupException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands behind a command. */
final class Arguments {
    private Arguments() {}

    /** Arguments of the form {@code field=value}. */
    static Map<String, String> fields(List<String> args, String usage) {
        Map<String, String> fields = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new StartupException("Not field=value: " + arg + ". Usage: " + usage);
            }
            fields.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return fields;
    }
}
