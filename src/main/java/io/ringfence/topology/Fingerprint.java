package io.ringfence.topology;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.Party;
import io.ringfence.domain.VoiceServiceOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells whether two requests, or two orders, ask for the same. Taken from what was read, not from the bytes, so that a sender may
 * upgrade its schema between two tries; a field that is null leaves no trace, so that we may add one.
 */
final class Fingerprint {
    static final int LENGTH = 32;

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static byte[] of(ActionRequest request) {
        return new Fingerprint()
                .with("channel", request.channel())
                .with("phoneNumber", request.phoneNumber())
                .with("siteId", request.siteId())
                .with("action", request.action())
                .with("requestedBy", request.requestedBy())
                .with("allocateTo", request.allocateTo())
                .with("userId", request.userId())
                .with("coolingOffDate", request.coolingOffDate())
                .with("details", request.details())
                .with("expectedVersion", request.expectedVersion())
                .digest
                .digest();
    }

    static byte[] of(VoiceServiceOrder order) {
        return new Fingerprint()
                .with("siteId", order.siteId())
                .with("type", order.type())
                .with("party", order.party())
                .with("quantity", order.quantity())
                .with("withMainNumber", order.withMainNumber())
                .with("activate", order.activate())
                .with("coolingOffDate", order.coolingOffDate())
                .with("phoneNumbers", order.phoneNumbers().isEmpty() ? null : order.phoneNumbers())
                .with("mainNumber", order.mainNumber())
                .with("requestedBy", order.requestedBy())
                .digest
                .digest();
    }

    private Fingerprint with(String field, Party party) {
        return party == null
                ? this
                : with(field + ".type", party.type())
                        .with(field + ".id", party.id())
                        .with(field + ".name", party.name());
    }

    private Fingerprint with(String field, NumberDetails details) {
        return details == null
                ? this
                : with(field + ".kind", details.kind())
                        .with(field + ".extension", details.extension())
                        .with(field + ".rangeName", details.rangeName())
                        .with(field + ".portedFrom", details.portedFrom());
    }

    private Fingerprint with(String field, Object value) {
        if (value != null) {
            update(field);
            update(value.toString());
        }
        return this;
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
}
