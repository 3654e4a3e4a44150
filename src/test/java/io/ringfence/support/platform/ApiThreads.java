package io.ringfence.support.platform;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of the executors on which the workers of this process answer requests. */
public final class ApiThreads {
    private static final Pattern NAME = Pattern.compile("\\w+-executor-thread-\\d+");

    /** Where a thread is that its executor keeps for what may come. */
    private static final String IDLE = "getTask";

    private ApiThreads() {}

    /** How many there are, idle ones among them. */
    public static long count() {
        return threads().count();
    }

    /** How many something holds: it runs on them, or waits there. */
    public static long held() {
        return threads()
                .filter(thread -> Stream.of(thread.getValue())
                        .noneMatch(frame -> frame.getMethodName().equals(IDLE)))
                .count();
    }

    private static Stream<Map.Entry<Thread, StackTraceElement[]>> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> NAME.matcher(thread.getKey().getName()).matches());
    }
}
