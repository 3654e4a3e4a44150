package io.ringfence.console;

import io.ringfence.StartupException;
import io.ringfence.ops.OffsetRecovery;
import java.util.List;
import java.util.Map;

/** {@code offsets [restore | set ... | afresh ...]}: the ways out where offsets and state are not of one age. */
final class Offsets {
    private static final String USAGE = "offsets, or offsets restore, or offsets set TOPIC-PARTITION=OFFSET"
            + " TOPIC=earliest|latest ..., or offsets afresh from=earliest|latest confirm=APPLICATION-ID";

    private Offsets() {}

    /** What it has to say. */
    static List<String> lines(OffsetRecovery recovery, List<String> args) {
        if (args.isEmpty()) {
            return recovery.show();
        }
        Map<String, String> fields = Arguments.fields(args.subList(1, args.size()), USAGE);
        return switch (args.get(0)) {
            case "restore" -> recovery.restore();
            case "set" -> recovery.set(fields);
            case "afresh" ->
                recovery.afresh(fields.getOrDefault("from", "earliest"), fields.getOrDefault("confirm", ""));
            default -> throw new StartupException("Usage: " + USAGE);
        };
    }
}
