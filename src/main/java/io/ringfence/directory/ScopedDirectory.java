package io.ringfence.directory;

import io.ringfence.domain.Site;
import io.ringfence.query.SiteScope;
import java.util.List;
import java.util.Optional;

/** Some sites, as if there were no other. */
record ScopedDirectory(Directory whole, SiteScope scope) implements Directory {
    @Override
    public Optional<Site> site(String siteId) {
        return scope.has(siteId) ? whole.site(siteId) : Optional.empty();
    }

    @Override
    public List<Site> sites() {
        return whole.sites().stream().filter(site -> scope.has(site.siteId())).toList();
    }
}
