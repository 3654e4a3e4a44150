package io.ringfence.api.parameter;

import io.micronaut.http.HttpParameters;
import io.ringfence.api.problem.Refusals;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A parameter that is an instant. */
public final class Moment {
    private static final Instant TOO_LATE = Instant.parse("9999-12-31T00:00:00Z");

    private Moment() {}

    /** Its value, empty where it is not given; refused by name when it is none. */
    public static Optional<Instant> of(String name, HttpParameters parameters) {
        return SingleParameter.of(name, parameters).map(value -> parsed(name, value));
    }

    private static Instant parsed(String name, String value) {
        return instant(value)
                .filter(instant -> !instant.isBefore(Instant.EPOCH) && instant.isBefore(TOO_LATE))
                .orElseThrow(() -> Refusals.invalid(
                        name, value, "an instant such as 2026-03-31T23:59:59Z or 2026-03-31T23:59:59+01:00"));
    }

    private static Optional<Instant> instant(String value) {
        try {
            // The plus of an offset may not have been written as %2B.
            return Optional.of(OffsetDateTime.parse(value.replace(' ', '+')).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
