package io.ringfence.api.parameter;

import io.micronaut.http.HttpParameters;
import io.ringfence.api.problem.Refusals;
import java.util.List;
import java.util.Optional;

/** A parameter that may be given once. */
public final class SingleParameter {
    private SingleParameter() {}

    /** The parameter, empty where it is not given. To answer to one of two contradicting values would be to ignore the other. */
    public static Optional<String> of(String name, HttpParameters parameters) {
        List<String> values = parameters.getAll(name);
        if (values.size() > 1) {
            throw Refusals.invalid(name, String.join("\" and \"", values), "a single value");
        }
        return values.stream().findFirst();
    }
}
