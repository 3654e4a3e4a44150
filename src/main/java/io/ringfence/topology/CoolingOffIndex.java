package io.ringfence.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The numbers that cool off, ordered by the date until which they do. Indexed by date rather than by moment, so that
 * the zone in which a day ends stays a setting.
 */
final class CoolingOffIndex {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    /** Nothing is left that cools off until a date before this one. */
    private LocalDate clearedBefore = LocalDate.MIN;

    /** Where the next look starts: what lies before was removed, and is but tombstones to read through. */
    private Bytes resumeAt;

    CoolingOffIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void add(LocalDate until, String number) {
        store.put(key(until, number), PRESENT);
        if (until.isBefore(clearedBefore)) {
            clearedBefore = until;
            resumeAt = null;
        }
    }

    void remove(LocalDate until, String number) {
        store.delete(key(until, number));
    }

    /**
     * Hands over the numbers whose date is before the given one, earliest first, until there are no more or the
     * receiver has had enough.
     */
    void due(LocalDate today, Receiver receiver) {
        if (!clearedBefore.isBefore(today)) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> due = store.range(resumeAt, key(today, ""))) {
            while (due.hasNext()) {
                Bytes key = due.next().key;
                if (!receiver.accept(date(key), number(key))) {
                    resumeAt = key;
                    return;
                }
            }
        }
        clearedBefore = today;
        resumeAt = key(today, "");
    }

    /** Receives one number after another. */
    interface Receiver {
        /** Whether to go on with the next. */
        boolean accept(LocalDate until, String number);
    }

    private static Bytes key(LocalDate until, String number) {
        byte[] text = number.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + text.length)
                .putInt(Math.toIntExact(until.toEpochDay()))
                .put(text)
                .array());
    }

    private static LocalDate date(Bytes key) {
        return LocalDate.ofEpochDay(ByteBuffer.wrap(key.get()).getInt());
    }

    private static String number(Bytes key) {
        return new String(key.get(), Integer.BYTES, key.get().length - Integer.BYTES, StandardCharsets.UTF_8);
    }
}
