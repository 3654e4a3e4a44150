package io.ringfence.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is remembered of an order.
 *
 * @param fingerprint of its content, {@link Fingerprint#LENGTH} bytes
 * @param outcome as it was sent; empty while it is carried out or waits its turn
 */
public record RememberedOrder(byte[] fingerprint, Optional<byte[]> outcome) {
    /** From the value of the orders store. */
    public static RememberedOrder of(byte[] stored) {
        return new RememberedOrder(
                Arrays.copyOf(stored, Fingerprint.LENGTH),
                stored.length == Fingerprint.LENGTH
                        ? Optional.empty()
                        : Optional.of(Arrays.copyOfRange(stored, Fingerprint.LENGTH, stored.length)));
    }

    RememberedOrder with(byte[] newOutcome) {
        return new RememberedOrder(fingerprint, Optional.of(newOutcome));
    }

    /** Whether the fingerprint may be that of its content. */
    public boolean isOf(byte[] content) {
        return Fingerprint.mayBe(fingerprint, content);
    }

    /** The value of the orders store. */
    byte[] bytes() {
        byte[] end = outcome.orElseGet(() -> new byte[0]);
        return ByteBuffer.allocate(fingerprint.length + end.length)
                .put(fingerprint)
                .put(end)
                .array();
    }
}
