package io.ringfence.page;

import io.micronaut.http.HttpRequest;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.rights.Caller;
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

    /** One that is named in an address; 404 where no site can have that id, or the caller may not see it. */
    Place inAddress(String siteId, HttpRequest<?> request) {
        UrlSite.requireKnowable(siteId);
        if (!Caller.of(request).sites().has(siteId)) {
            throw Refusals.unknownSite(siteId);
        }
        return of(siteId);
    }

    boolean isKnown(String siteId) {
        return directory.site(siteId).isPresent();
    }
}
