package io.ringfence.support.api;

import io.ringfence.directory.Directory;
import io.ringfence.domain.Site;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Sites that a test names. */
public final class InMemoryDirectory implements Directory {
    private final ConcurrentSkipListMap<String, Site> sites = new ConcurrentSkipListMap<>();

    void clear() {
        sites.clear();
    }

    public void site(Site site) {
        sites.put(site.siteId(), site);
    }

    @Override
    public Optional<Site> site(String siteId) {
        return Optional.ofNullable(sites.get(siteId));
    }

    @Override
    public List<Site> sites() {
        return List.copyOf(sites.values());
    }
}
