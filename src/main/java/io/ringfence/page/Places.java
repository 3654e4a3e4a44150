package io.ringfence.page;

import io.ringfence.api.parameter.UrlSite;
import io.ringfence.directory.Directory;
import jakarta.inject.Singleton;

/** Sites by their id, named or not. */
@Singleton
final class Places {
    private final Directory directory;

    Places(Directory directory) {
        this.directory = directory;
    }

    Place of(String siteId) {
        return Place.of(siteId, directory.site(siteId));
    }

    /** One that is named in an address; 404 where no site can have that id. */
    Place inAddress(String siteId) {
        UrlSite.requireKnowable(siteId);
        return of(siteId);
    }

    boolean isKnown(String siteId) {
        return directory.site(siteId).isPresent();
    }
}
