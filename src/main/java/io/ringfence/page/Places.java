package io.ringfence.page;

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

    boolean isKnown(String siteId) {
        return directory.site(siteId).isPresent();
    }
}
