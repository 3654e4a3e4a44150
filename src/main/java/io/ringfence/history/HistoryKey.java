package io.ringfence.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the store. A site's numbers lie side by side, of each the newest change first: whoever looks for the change that
 * held at a moment seeks that moment, and is there. Neither site ids nor numbers hold the separator.
 */
final class HistoryKey {
    private static final char CHANGES = 'C';
    private static final char SITES = 'N';
    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = SEPARATOR + 1;
    private static final int MOMENT_AND_VERSION = 2 * Long.BYTES;

    private HistoryKey() {}

    /**
     * Key of a change.
     *
     * @param moment since when it holds
     */
    static Bytes change(String siteId, String phoneNumber, Instant moment, long version) {
        byte[] number = bytes(CHANGES + siteId + SEPARATOR + phoneNumber + SEPARATOR);
        return Bytes.wrap(ByteBuffer.allocate(number.length + MOMENT_AND_VERSION)
                .put(number)
                .putLong(backwards(moment.toEpochMilli()))
                .putLong(backwards(version))
                .array());
    }

    /** Comes before all changes of a number at a site that hold since the moment or earlier, and after the others. */
    static Bytes asOf(String siteId, String phoneNumber, Instant moment) {
        return change(siteId, phoneNumber, moment, Long.MAX_VALUE);
    }

    /** Comes before all changes of a number at a site. */
    static Bytes of(String siteId, String phoneNumber) {
        return key(CHANGES + siteId + SEPARATOR + phoneNumber + SEPARATOR);
    }

    /** Comes after all changes of a number at a site, and before those of the next. */
    static Bytes after(String siteId, String phoneNumber) {
        return key(CHANGES + siteId + SEPARATOR + phoneNumber + AFTER_SEPARATOR);
    }

    /** Comes before all changes at a site. */
    static Bytes of(String siteId) {
        return key(CHANGES + siteId + SEPARATOR);
    }

    /** Comes after all changes at a site. */
    static Bytes after(String siteId) {
        return key(CHANGES + siteId + AFTER_SEPARATOR);
    }

    /** Says that the number has changes at the site. */
    static Bytes site(String phoneNumber, String siteId) {
        return key(SITES + phoneNumber + SEPARATOR + siteId);
    }

    /** Comes before all that say at which sites the number has changes. */
    static Bytes sites(String phoneNumber) {
        return key(SITES + phoneNumber + SEPARATOR);
    }

    /** Comes after all that say at which sites the number has changes. */
    static Bytes afterSites(String phoneNumber) {
        return key(SITES + phoneNumber + AFTER_SEPARATOR);
    }

    /** The site of a key that says that a number has changes there. */
    static String siteId(Bytes site) {
        String key = new String(site.get(), US_ASCII);
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }

    /** The number of a change's key. */
    static String phoneNumber(Bytes change) {
        byte[] key = change.get();
        String text = new String(key, 0, key.length - MOMENT_AND_VERSION - 1, US_ASCII);
        return text.substring(text.indexOf(SEPARATOR) + 1);
    }

    /** Since when the change of the key holds. */
    static Instant moment(Bytes change) {
        return Instant.ofEpochMilli(backwards(last(change, 2)));
    }

    /** The version that the change of the key has made. */
    static long version(Bytes change) {
        return backwards(last(change, 1));
    }

    private static long last(Bytes key, int longs) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - longs * Long.BYTES);
    }

    /** Sorts the larger first, as unsigned bytes; its own inverse. */
    private static long backwards(long value) {
        return value ^ Long.MAX_VALUE;
    }

    private static Bytes key(String text) {
        return Bytes.wrap(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
