package io.ringfence.topology;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.VoiceServiceOrder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells whether two requests, or two orders, ask for the same. Taken from what was read, not from the bytes, so that a sender
 * may upgrade its schema between two tries.
 *
 * <p>Of every component but the id, by name, so that a new one counts without anybody thinking of it here. A component that
 * is null or empty leaves no trace, so that one more does not change what is remembered: a new one goes last, and is null
 * where the sender says nothing.
 */
public final class Fingerprint {
    /** Bytes of one. */
    public static final int LENGTH = 32;

    /**
     * Of what nobody knows any more, such as a request that a rebuild has found the outcome of: it passes for whatever comes
     * under its id, which then is not decided again.
     */
    static final byte[] UNKNOWN = new byte[LENGTH];

    /** The components of a record type: asking for them each time makes them each time. */
    private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return List.of(type.getRecordComponents());
        }
    };

    /** To be copied: looking for who provides it takes as long as it does. */
    private static final MessageDigest SHA_256 = sha256();

    private final MessageDigest digest = copy(SHA_256);

    /** Whether what is remembered by the first fingerprint may be what the second is of. */
    static boolean mayBe(byte[] remembered, byte[] content) {
        return Arrays.equals(remembered, content) || Arrays.equals(remembered, UNKNOWN);
    }

    /** Of a request. */
    public static byte[] of(Envelope received) {
        return new Fingerprint()
                .with("channel", received.channel())
                .withAll(received.request(), "requestId")
                .digest
                .digest();
    }

    /** Of an order. */
    public static byte[] of(VoiceServiceOrder order) {
        return new Fingerprint().withAll(order, "orderId").digest.digest();
    }

    private Fingerprint withAll(Record said, String id) {
        for (RecordComponent component : COMPONENTS.get(said.getClass())) {
            if (!component.getName().equals(id)) {
                with(component.getName(), value(component, said));
            }
        }
        return this;
    }

    private Fingerprint with(String field, Object value) {
        if (value instanceof Record part) {
            for (RecordComponent component : COMPONENTS.get(part.getClass())) {
                with(field + "." + component.getName(), value(component, part));
            }
        } else if (value != null && !List.of().equals(value)) {
            update(field);
            update(value.toString());
        }
        return this;
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /** With its length before it, so that no text can pass for the end of one and the start of another. */
    private void update(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 24));
        digest.update((byte) (bytes.length >>> 16));
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
