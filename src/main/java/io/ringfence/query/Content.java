package io.ringfence.query;

import io.ringfence.domain.Envelope;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.topology.Fingerprint;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was asked for under an id, by its fingerprint: another may have used the id for something else.
 *
 * @param fingerprint in hexadecimal digits
 */
public record Content(String fingerprint) {
    /** Between instances: the content whose outcome is asked for. */
    public static final String HEADER = "Ringfence-Content";

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{" + 2 * Fingerprint.LENGTH + "}");

    /** Of a request. */
    public static Content of(Envelope asked) {
        return of(Fingerprint.of(asked));
    }

    /** Of an order. */
    public static Content of(VoiceServiceOrder order) {
        return of(Fingerprint.of(order));
    }

    /**
     * As another instance has written it; empty where it is none.
     *
     * @param fingerprint may be null
     */
    public static Optional<Content> parse(String fingerprint) {
        return Optional.ofNullable(fingerprint)
                .filter(text -> FINGERPRINT.matcher(text).matches())
                .map(Content::new);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(fingerprint);
    }

    private static Content of(byte[] fingerprint) {
        return new Content(HexFormat.of().formatHex(fingerprint));
    }
}
