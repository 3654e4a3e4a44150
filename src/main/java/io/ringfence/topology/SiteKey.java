package io.ringfence.topology;

import io.ringfence.domain.Party;
import java.util.HexFormat;
import java.util.UUID;

/** Keys under which a site's entries lie side by side. No site id holds the separator. */
public final class SiteKey {
    private static final char SEPARATOR = '\0';

    private SiteKey() {}

    /** Prefix of all keys of a site. */
    public static String prefix(String siteId) {
        return siteId + SEPARATOR;
    }

    /** Comes after all keys of a site, and before those of any other that come after them. */
    public static String end(String siteId) {
        return siteId + (char) (SEPARATOR + 1);
    }

    /** Key of a number at a site. */
    public static String number(String siteId, String phoneNumber) {
        return prefix(siteId) + phoneNumber;
    }

    /** The site of a key. */
    static String siteId(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    /** The number of the key of a number at a site. */
    public static String phoneNumber(String key) {
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }

    /** Key of a party at a site. */
    public static String party(String siteId, Party party) {
        return prefix(siteId) + party.type() + SEPARATOR + party.id();
    }

    /** Key of a number of the order that is carried out for a party. Sorts by number. */
    static String pick(String party, String phoneNumber) {
        return waitingPrefix(party) + phoneNumber;
    }

    /**
     * Key of an order, wherever it was published.
     *
     * @param key of its record, which may be no site
     */
    public static String order(String key, UUID orderId) {
        return prefix(key) + orderId;
    }

    /** Key of an order whose id is another's: beside that one. */
    public static String refusedOrder(String key, UUID orderId, byte[] fingerprint) {
        return order(key, orderId) + SEPARATOR + HexFormat.of().formatHex(fingerprint);
    }

    /**
     * Key of an order that waits behind others of its party.
     *
     * @param offset of the record that brought it
     */
    static String waiting(String party, long offset) {
        return waitingPrefix(party) + "%016x".formatted(offset);
    }

    /** Whether the key is of an order that waits behind others of the party: ids of parties may hold the separator. */
    static boolean isWaiting(String key, String party) {
        return key.startsWith(waitingPrefix(party))
                && key.length() == waitingPrefix(party).length() + 16;
    }

    static String waitingPrefix(String party) {
        return party + SEPARATOR;
    }
}
