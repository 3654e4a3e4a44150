package io.ringfence.query;

import java.util.Optional;
import java.util.Set;

/**
 * Sites that may be seen. To who may not see it, a site is one that never was.
 *
 * @param ids empty for all
 */
public record SiteScope(Optional<Set<String>> ids) {
    /** Every site, also one that is not there yet. */
    public static final SiteScope ALL = new SiteScope(Optional.empty());

    /** These, and no other. */
    public static SiteScope of(Set<String> ids) {
        return new SiteScope(Optional.of(Set.copyOf(ids)));
    }

    public boolean has(String siteId) {
        return ids.map(some -> some.contains(siteId)).orElse(true);
    }
}
