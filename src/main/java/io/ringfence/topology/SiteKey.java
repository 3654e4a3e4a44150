package io.ringfence.topology;

import io.ringfence.domain.Party;

/** Keys under which a site's entries lie side by side. No site id holds the separator. */
public final class SiteKey {
    private static final char SEPARATOR = '\0';

    private SiteKey() {}

    /** Prefix of all keys of a site. */
    public static String prefix(String siteId) {
        return siteId + SEPARATOR;
    }

    /** Key of a number at a site. */
    public static String number(String siteId, String phoneNumber) {
        return prefix(siteId) + phoneNumber;
    }

    /** Key of a party at a site. */
    public static String party(String siteId, Party party) {
        return prefix(siteId) + party.type() + SEPARATOR + party.id();
    }
}
