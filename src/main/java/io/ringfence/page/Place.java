package io.ringfence.page;

import io.ringfence.domain.Party;
import io.ringfence.domain.Site;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A site, as far as the directory knows it.
 *
 * @param name its id where the directory has no name
 * @param operator empty where the directory does not say
 * @param region empty where the directory does not say
 * @param zone UTC where the directory does not say, or says what is none
 */
record Place(
        String siteId,
        String name,
        Optional<Party> operator,
        List<Party> occupiers,
        Optional<String> region,
        ZoneId zone) {
    static Place of(String siteId, Optional<Site> known) {
        return new Place(
                siteId,
                known.map(Site::name).filter(name -> !name.isBlank()).orElse(siteId),
                known.map(Site::operator),
                known.map(Site::occupiers).orElse(List.of()),
                known.map(Site::region),
                known.map(Site::zone).map(Place::zone).orElse(ZoneOffset.UTC));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** Those that can be chosen from. */
    List<Party> parties() {
        return Stream.concat(operator.stream(), occupiers.stream()).toList();
    }

    String address() {
        return "/sites/" + siteId;
    }
}
