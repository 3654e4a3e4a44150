package io.ringfence.api.rights;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.ringfence.StartupException;
import jakarta.inject.Named;

/** What is held for as long as a client likes, and so is bounded. Made at the start, so that a bound that is none is refused. */
@Factory
final class QuotaFactory {
    private static final String WAITS = "ringfence.limits.waits";
    private static final String STREAMS = "ringfence.limits.streams";
    private static final String PER_CALLER = "-per-caller";

    @Context
    @Named("waits")
    Quota waits(@Property(name = WAITS) int total, @Property(name = WAITS + PER_CALLER) int each) {
        return new Quota("open waits", positive(WAITS, total), positive(WAITS + PER_CALLER, each));
    }

    @Context
    @Named("streams")
    Quota streams(@Property(name = STREAMS) int total, @Property(name = STREAMS + PER_CALLER) int each) {
        return new Quota("streams of events", positive(STREAMS, total), positive(STREAMS + PER_CALLER, each));
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new StartupException("%s is %d, not a number above 0.".formatted(name, value));
        }
        return value;
    }
}
