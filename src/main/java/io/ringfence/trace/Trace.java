package io.ringfence.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The trace that a request or an order belongs to, as W3C Trace Context writes it. Handed on as it came: the worker has no
 * spans of its own.
 *
 * @param parent {@code traceparent}; null where there is no trace
 * @param state {@code tracestate}; null where there is none
 */
public record Trace(String parent, String state) {
    /** Names the header, of HTTP and of Kafka alike. */
    public static final String PARENT = "traceparent";

    /** Names the other one. */
    public static final String STATE = "tracestate";

    public static final Trace NONE = new Trace(null, null);

    private static final Pattern PARENTS =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int PARENT_LENGTH = 55;
    private static final Pattern STATES = Pattern.compile("[\\t\\x20-\\x7e]{1,512}");

    /**
     * What is left of two headers without what is malformed or too long; nothing where the first is.
     *
     * @param parent may be null
     * @param state may be null
     */
    public static Trace of(String parent, String state) {
        if (parent == null || !PARENTS.matcher(parent).matches()) {
            return NONE;
        }
        return new Trace(parent, state != null && STATES.matcher(state).matches() ? state : null);
    }

    /** That of a record. */
    public static Trace of(Headers headers) {
        Header parent = headers.lastHeader(PARENT);
        return parent == null ? NONE : of(text(parent), text(headers.lastHeader(STATE)));
    }

    /** For a record. */
    public Headers headers() {
        Headers headers = new RecordHeaders();
        if (parent != null) {
            headers.add(PARENT, bytes(parent));
        }
        if (state != null) {
            headers.add(STATE, bytes(state));
        }
        return headers;
    }

    /** To be kept; empty where there is none. */
    public byte[] toBytes() {
        if (parent == null) {
            return new byte[0];
        }
        return bytes(state == null ? parent : parent + state);
    }

    /** What was kept. Anything else is none. */
    public static Trace fromBytes(byte[] kept) {
        String text = text(kept);
        return text.length() <= PARENT_LENGTH
                ? of(text, null)
                : of(text.substring(0, PARENT_LENGTH), text.substring(PARENT_LENGTH));
    }

    private static String text(Header header) {
        return header == null || header.value() == null ? null : text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
