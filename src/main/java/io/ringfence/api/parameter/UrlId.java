package io.ringfence.api.parameter;

import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.WellFormed;
import java.util.UUID;

/** An id as it arrives in a URL. */
public final class UrlId {
    private UrlId() {}

    /** The id; refused by name when it is no UUID. */
    public static UUID parsed(String name, String value) {
        return WellFormed.uuid(value).orElseThrow(() -> Refusals.invalid(name, value, "a UUID"));
    }
}
