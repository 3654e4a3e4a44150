package io.ringfence.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What cannot be read, for {@link Topics#DEAD_LETTERS}: key, value and headers as received, and headers that say where it
 * was and why.
 */
public final class DeadLetters {
    /** Most bytes of a dead letter. Far above any input topic's bound, which compressed records can exceed. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    static final String TOPIC = "ringfence.error.topic";
    static final String PARTITION = "ringfence.error.partition";
    static final String OFFSET = "ringfence.error.offset";
    static final String TIME = "ringfence.error.time";
    static final String CAUSE = "ringfence.error.cause";

    /** The headers that a dead letter has beside those that it came with, with what they say. */
    public static final Map<String, String> HEADERS = headers();

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int ROOM_FOR_HEADERS = 64 * 1024;

    private DeadLetters() {}

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TOPIC, "The topic that it came on.");
        headers.put(PARTITION, "The partition of that.");
        headers.put(OFFSET, "Its offset there.");
        headers.put(TIME, "Its timestamp, as ISO 8601 has it.");
        headers.put(CAUSE, "Why it could not be read, as a sentence.");
        return Collections.unmodifiableMap(headers);
    }

    static Record<byte[], byte[]> letter(Record<byte[], byte[]> received, RecordMetadata at, RuntimeException fault) {
        String cause = String.valueOf(fault.getMessage());
        LOG.warn("Dead letter from {}-{} at offset {}: {}", at.topic(), at.partition(), at.offset(), cause);
        boolean fits = size(received) <= MAX_BYTES - ROOM_FOR_HEADERS;
        Headers headers = fits ? received.headers() : new RecordHeaders();
        header(headers, TOPIC, at.topic());
        header(headers, PARTITION, String.valueOf(at.partition()));
        header(headers, OFFSET, String.valueOf(at.offset()));
        header(headers, TIME, Instant.ofEpochMilli(received.timestamp()).toString());
        header(headers, CAUSE, fits ? cause : cause + " (Left where it was: more than " + MAX_BYTES + " bytes.)");
        return new Record<>(
                fits ? received.key() : null, fits ? received.value() : null, received.timestamp(), headers);
    }

    private static long size(Record<byte[], byte[]> received) {
        return Stream.of(received.headers().toArray())
                        .mapToLong(header -> header.key().length() + length(header.value()))
                        .sum()
                + length(received.key())
                + length(received.value());
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
