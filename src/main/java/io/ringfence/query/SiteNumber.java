package io.ringfence.query;

import io.ringfence.domain.PhoneNumber;
import java.util.Comparator;

/** Where a number stands among those of all sites: by site, then by number. */
public record SiteNumber(String siteId, String phoneNumber) implements Comparable<SiteNumber> {
    /** In an address; no site id has it. */
    public static final char SEPARATOR = '/';

    private static final Comparator<SiteNumber> ORDER =
            Comparator.comparing(SiteNumber::siteId).thenComparing(SiteNumber::phoneNumber);

    static SiteNumber of(PhoneNumber number) {
        return new SiteNumber(number.siteId(), number.phoneNumber());
    }

    /** Where a row stands. */
    public static SiteNumber of(NumberState state) {
        return new SiteNumber(state.siteId(), state.phoneNumber());
    }

    @Override
    public int compareTo(SiteNumber other) {
        return ORDER.compare(this, other);
    }

    /** As it stands in an address. */
    @Override
    public String toString() {
        return siteId + SEPARATOR + phoneNumber;
    }
}
