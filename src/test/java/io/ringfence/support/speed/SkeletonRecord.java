package io.ringfence.support.speed;

import io.ringfence.domain.ActionRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A record of the skeleton: what is looked up and written under which key stands at its beginning, so that nothing has to be
 * read out of Avro; then follows as much as Ringfence's own records have.
 */
record SkeletonRecord(byte[] bytes) {
    /** Of the records that Ringfence writes in a load such as this, on average, in bytes. */
    private static final int OUTCOME = 400;

    private static final int STATE = 150;

    private static final int ID = 1 + Long.BYTES * 2;
    private static final int TEXT = 16;

    static byte[] of(ActionRequest request, boolean isAccepted, byte[] avro) {
        ByteBuffer buffer = ByteBuffer.allocate(ID + 2 * TEXT + avro.length);
        buffer.put((byte) (isAccepted ? 1 : 0));
        buffer.putLong(request.requestId().getMostSignificantBits());
        buffer.putLong(request.requestId().getLeastSignificantBits());
        put(buffer, request.siteId());
        put(buffer, request.phoneNumber());
        return buffer.put(avro).array();
    }

    private static void put(ByteBuffer buffer, String text) {
        buffer.put(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), TEXT));
    }

    boolean isAccepted() {
        return bytes[0] == 1;
    }

    /** As long as Ringfence's key of what it remembers. */
    String id() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, ID - 1);
        return "%s/%016x%016x0000".formatted(number(), buffer.getLong(), buffer.getLong());
    }

    String site() {
        return text(ID);
    }

    String number() {
        return text(ID + TEXT);
    }

    private String text(int at) {
        return new String(bytes, at, TEXT, StandardCharsets.US_ASCII).trim();
    }

    byte[] outcome() {
        return Arrays.copyOf(bytes, OUTCOME);
    }

    byte[] state() {
        return Arrays.copyOf(bytes, STATE);
    }
}
