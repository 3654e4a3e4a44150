package io.ringfence.api.parameter;

import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.WellFormed;
import io.swagger.v3.oas.annotations.Parameter;

/** The id of a site as it arrives in a URL. */
public final class UrlSite {
    private UrlSite() {}

    /** Describes one in a path. */
    @Parameter(description = "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen.", example = "london-strand")
    public @interface Described {}

    /** Knows no site of an id that is none: such a one need not reach the stores or a header. */
    public static void requireKnowable(String siteId) {
        if (!WellFormed.isSiteId(siteId)) {
            throw Refusals.unknownSite(siteId);
        }
    }

    /** Refuses what can be the id of none: it need not reach a topic, a store or a header. */
    public static void require(String siteId) {
        if (!WellFormed.isSiteId(siteId)) {
            throw Refusals.invalid("siteId", siteId, "1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen");
        }
    }
}
