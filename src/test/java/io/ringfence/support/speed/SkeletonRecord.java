package io.ringfence.support.speed;

import io.ringfence.domain.Action;
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
    private static final int OUTCOME = 235;

    private static final int STATE = 95;

    private static final int ID = 1 + Long.BYTES * 2;
    private static final int TEXT = 16;

    /** What becomes of a request. */
    enum Course {
        REFUSED,
        ACCEPTED,

        /** Accepted, once its site has answered. */
        ASKED
    }

    static byte[] of(ActionRequest request, boolean isAccepted, byte[] avro) {
        ByteBuffer buffer = ByteBuffer.allocate(ID + 2 * TEXT + avro.length);
        buffer.put((byte) course(request, isAccepted).ordinal());
        buffer.putLong(request.requestId().getMostSignificantBits());
        buffer.putLong(request.requestId().getLeastSignificantBits());
        put(buffer, request.siteId());
        put(buffer, request.phoneNumber());
        return buffer.put(avro).array();
    }

    private static Course course(ActionRequest request, boolean isAccepted) {
        if (!isAccepted) {
            return Course.REFUSED;
        }
        return request.action() == Action.NOMINATE_MAIN_NUMBER ? Course.ASKED : Course.ACCEPTED;
    }

    private static void put(ByteBuffer buffer, String text) {
        buffer.put(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), TEXT));
    }

    Course course() {
        return Course.values()[bytes[0]];
    }

    /** The same, with nobody to be asked any more. */
    SkeletonRecord accepted() {
        byte[] accepted = bytes.clone();
        accepted[0] = (byte) Course.ACCEPTED.ordinal();
        return new SkeletonRecord(accepted);
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
