package io.ringfence.api;

import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;

/** A parameter that may be given once. */
final class SingleParameter {
    private SingleParameter() {}

    /** To answer to one of two contradicting values would be to ignore the other. */
    static Optional<String> of(String name, HttpParameters parameters) {
        List<String> values = parameters.getAll(name);
        if (values.size() > 1) {
            throw Refusals.invalid(name, String.join("\" and \"", values), "a single value");
        }
        return values.stream().findFirst();
    }
}
