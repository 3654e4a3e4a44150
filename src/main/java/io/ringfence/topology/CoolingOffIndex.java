package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.StateChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
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

    /** Where the next look starts: what lies before was removed, and is but tombstones to read through. */
    private Bytes resumeAt;

    private Runnable addedBehind = () -> {};

    CoolingOffIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void follow(StateChange change) {
        LocalDate before = coolingOffDate(change.before());
        LocalDate after = coolingOffDate(change.after());
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            remove(before, change.phoneNumber());
        }
        if (after != null) {
            add(after, change.phoneNumber());
        }
    }

    private static LocalDate coolingOffDate(PhoneNumber number) {
        return number == null ? null : number.coolingOffDate();
    }

    void add(LocalDate until, String number) {
        Bytes key = key(until, number);
        store.put(key, PRESENT);
        if (resumeAt != null && key.compareTo(resumeAt) < 0) {
            resumeAt = key;
            addedBehind.run();
        }
    }

    /**
     * Has the listener told when a number is added whose turn is over: the clock that stamped its request is behind the
     * one that ends cooling off, or its request was not read in time.
     */
    void whenAddedBehind(Runnable listener) {
        addedBehind = listener;
    }

    void remove(LocalDate until, String number) {
        store.delete(key(until, number));
    }

    /**
     * Hands over the numbers whose date is before the given one, earliest first, until there are no more or the
     * receiver has had enough. Returns whether there are no more.
     */
    boolean due(LocalDate today, Receiver receiver) {
        Bytes end = key(today, "");
        if (resumeAt != null && resumeAt.compareTo(end) >= 0) {
            return true;
        }
        try (KeyValueIterator<Bytes, byte[]> due = store.range(resumeAt, end)) {
            while (due.hasNext()) {
                Bytes key = due.next().key;
                resumeAt = key;
                if (!receiver.accept(number(key))) {
                    return false;
                }
            }
        }
        resumeAt = end;
        return true;
    }

    /** Receives one number after another. */
    interface Receiver {
        /** Whether to go on with the next. */
        boolean accept(String number);
    }

    private static Bytes key(LocalDate until, String number) {
        byte[] text = number.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + text.length)
                .putInt(Math.toIntExact(until.toEpochDay()))
                .put(text)
                .array());
    }

    private static String number(Bytes key) {
        return new String(key.get(), Integer.BYTES, key.get().length - Integer.BYTES, StandardCharsets.UTF_8);
    }
}
