package io.ringfence.api.command;

import io.micronaut.http.HttpParameters;
import io.ringfence.api.parameter.SingleParameter;
import io.ringfence.api.parameter.Version;
import io.ringfence.api.problem.Refusals;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a client waits for.
 *
 * @param minVersion version that the number must have reached; empty where any will do
 * @param atMost how long; zero where the answer is wanted at once
 */
public record Wait(OptionalLong minVersion, Duration atMost) {
    private static final int MAX_MILLIS = 30_000;
    private static final Duration UNLESS_TOLD = Duration.ofSeconds(5);

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,5}");

    /** Describes what {@link #forVersion} reads. */
    @Parameter(name = "minVersion", ref = "#/components/parameters/minVersion")
    @Parameter(name = "waitMs", ref = "#/components/parameters/waitForVersion")
    public @interface ForVersion {}

    /** Describes what {@link #forOutcome} reads. */
    @Parameter(name = "waitMs", ref = "#/components/parameters/waitForOutcome")
    public @interface ForOutcome {}

    /** Describes what {@link #forOwnOutcome} reads. */
    @Parameter(name = "waitMs", ref = "#/components/parameters/waitForOwnOutcome")
    public @interface ForOwnOutcome {}

    /** Describes what {@link #forManyOutcomes} reads. */
    @Parameter(name = "waitMs", ref = "#/components/parameters/waitForManyOutcomes")
    public @interface ForManyOutcomes {}

    /** The parameters {@code minVersion} and {@code waitMs}; a value that is not allowed is refused by name. */
    public static Wait forVersion(HttpParameters parameters) {
        return new Wait(Version.of("minVersion", parameters), atMost(parameters, Duration.ZERO));
    }

    /** The parameter {@code waitMs}, nothing unless given; a value that is not allowed is refused by name. */
    public static Wait forOutcome(HttpParameters parameters) {
        return new Wait(OptionalLong.empty(), atMost(parameters, Duration.ZERO));
    }

    /** The parameter {@code waitMs} of who has just asked, and wants to see what comes of it. */
    public static Wait forOwnOutcome(HttpParameters parameters) {
        return new Wait(OptionalLong.empty(), atMost(parameters, UNLESS_TOLD));
    }

    /** The parameter {@code waitMs} of who has asked for much: as long as may be, unless told. */
    public static Wait forManyOutcomes(HttpParameters parameters) {
        return new Wait(OptionalLong.empty(), atMost(parameters, Duration.ofMillis(MAX_MILLIS)));
    }

    /**
     * For what is left.
     *
     * @param deadline by {@link System#nanoTime}
     */
    public static Wait until(long deadline) {
        return new Wait(OptionalLong.empty(), Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    /** Whether a number of that version is not what is waited for. */
    public boolean isFor(long version) {
        return minVersion.isPresent() && version < minVersion.getAsLong();
    }

    /** When a wait that begins now ends, by {@link System#nanoTime}. */
    public long deadline() {
        return System.nanoTime() + atMost.toNanos();
    }

    private static Duration atMost(HttpParameters parameters, Duration unlessTold) {
        return SingleParameter.of("waitMs", parameters).map(Wait::millis).orElse(unlessTold);
    }

    private static Duration millis(String value) {
        int millis = MILLIS.matcher(value).matches() ? Integer.parseInt(value) : MAX_MILLIS + 1;
        if (millis > MAX_MILLIS) {
            throw Refusals.invalid("waitMs", value, "0 to " + MAX_MILLIS);
        }
        return Duration.ofMillis(millis);
    }
}
