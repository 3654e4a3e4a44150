package io.ringfence.topology;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How large what is received may be, so that it can be passed on as it is. Far more than a request or an order needs: what
 * is larger came compressed, and together these stay below {@link DeadLetters#MAX_BYTES}.
 */
final class RecordBounds {
    static final int KEY = 4 * 1024 * 1024;
    static final int VALUE = 8 * 1024 * 1024;
    static final int HEADERS = 2 * 1024 * 1024;

    private RecordBounds() {}

    /** Refuses a value that is missing, and what is too large to be a request or an order. */
    static void check(Headers headers, byte[] value) {
        if (value == null) {
            throw new SerializationException("No value.");
        }
        if (value.length > VALUE) {
            throw new SerializationException("A value of %d bytes is no request.".formatted(value.length));
        }
        long size = 0;
        for (Header header : headers) {
            size += size(header);
        }
        if (size > HEADERS) {
            throw new SerializationException("Headers of %d bytes belong to no request.".formatted(size));
        }
    }

    private static long size(Header header) {
        return header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
}
