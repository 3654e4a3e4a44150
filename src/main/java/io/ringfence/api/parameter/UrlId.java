package io.ringfence.api.parameter;

import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.WellFormed;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** An id as it arrives in a URL. */
public final class UrlId {
    private UrlId() {}

    /** Describes one in a path. */
    @Parameter(schema = @Schema(implementation = UUID.class))
    public @interface Described {}

    /** The id; refused by name when it is no UUID. */
    public static UUID parsed(String name, String value) {
        return WellFormed.uuid(value).orElseThrow(() -> Refusals.invalid(name, value, "a UUID"));
    }
}
