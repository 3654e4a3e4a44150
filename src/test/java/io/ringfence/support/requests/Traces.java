package io.ringfence.support.requests;

import io.ringfence.trace.Trace;
import java.util.UUID;

/** Traces for tests, each of its own. */
public final class Traces {
    private Traces() {}

    public static Trace next() {
        return of(UUID.randomUUID());
    }

    /** Of what has an id: the same for the same. Every other has a state. */
    public static Trace of(UUID id) {
        String traceId = "%016x%016x".formatted(id.getMostSignificantBits(), id.getLeastSignificantBits());
        return Trace.of(
                "00-%s-%016x-01".formatted(traceId, id.getLeastSignificantBits()),
                id.getLeastSignificantBits() % 2 == 0 ? "shop=" + traceId + ",rojo=1" : null);
    }
}
