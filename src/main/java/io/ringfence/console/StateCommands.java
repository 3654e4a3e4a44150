package io.ringfence.console;

import io.ringfence.ops.Rebuild;
import io.ringfence.ops.Repartitioning;
import java.util.List;
import java.util.Map;

/** {@code rebuild} and {@code repartition}: the state made anew, of what is kept, for as many partitions as are wanted. */
final class StateCommands {
    private static final String REBUILD = "rebuild from=earliest|latest confirm=APPLICATION-ID";
    private static final String REPARTITION = "repartition confirm=APPLICATION-ID";

    private StateCommands() {}

    static List<String> rebuild(Rebuild rebuild, List<String> args) {
        Map<String, String> fields = Arguments.fields(args, REBUILD);
        return rebuild.run(fields.getOrDefault("from", ""), fields.getOrDefault("confirm", ""));
    }

    static List<String> repartition(Repartitioning repartitioning, List<String> args) {
        return repartitioning.run(Arguments.fields(args, REPARTITION).getOrDefault("confirm", ""));
    }
}
