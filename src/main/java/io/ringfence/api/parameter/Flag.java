package io.ringfence.api.parameter;

import io.micronaut.http.HttpParameters;
import io.ringfence.api.problem.Refusals;
import io.swagger.v3.oas.annotations.Parameter;

/** A parameter that is true or false, and false where it is not given. */
public final class Flag {
    private Flag() {}

    /** Describes the flag of who only tries. */
    @Parameter(name = "dryRun", ref = "#/components/parameters/dryRun")
    public @interface DryRun {}

    /** Describes the flag of who wants to know why not. */
    @Parameter(name = "explain", ref = "#/components/parameters/explain")
    public @interface Explain {}

    /** Its value; refused by name when it is neither. */
    public static boolean of(String name, HttpParameters parameters) {
        String value = SingleParameter.of(name, parameters).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusals.invalid(name, value, "true, false");
        };
    }
}
