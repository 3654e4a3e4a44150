package io.ringfence.api.parameter;

import io.micronaut.http.HttpParameters;
import io.ringfence.api.problem.Refusals;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A parameter that is a version of a number. */
public final class Version {
    /** Within what a long holds. */
    private static final Pattern VERSION = Pattern.compile("0*[1-9][0-9]{0,17}");

    private Version() {}

    /** Its value, empty where it is not given; refused by name when it is none. */
    public static OptionalLong of(String name, HttpParameters parameters) {
        return SingleParameter.of(name, parameters)
                .map(value -> OptionalLong.of(parsed(name, value)))
                .orElseGet(OptionalLong::empty);
    }

    private static long parsed(String name, String value) {
        if (!VERSION.matcher(value).matches()) {
            throw Refusals.invalid(name, value, "a number from 1 on");
        }
        return Long.parseLong(value);
    }
}
