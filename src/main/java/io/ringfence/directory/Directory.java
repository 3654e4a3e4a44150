package io.ringfence.directory;

import io.ringfence.domain.Site;
import io.ringfence.query.SiteScope;
import java.util.List;
import java.util.Optional;

/** Names of sites and the parties to choose from, as the operator's systems publish them. Decides nothing. */
public interface Directory {
    /** Empty where nobody has published it, or it is not read yet. */
    Optional<Site> site(String siteId);

    /** All that are read, ordered by id. */
    List<Site> sites();

    /** The same, of some sites, as if there were no other. */
    default Directory within(SiteScope scope) {
        return new ScopedDirectory(this, scope);
    }
}
