package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What is kept of an input outlives the release that wrote it. */
class PositionTest {
    private static final Position POSITION =
            new Position(new Uuid(0x0123456789abcdefL, 0x8edcba9876543210L), 0x1122334455L);
    private static final byte[] BYTES =
            HexFormat.of().parseHex("0123456789abcdef" + "8edcba9876543210" + "0000001122334455");

    @Test
    void isKeptInTheseBytes() {
        assertThat(Position.serde().serializer().serialize("any", POSITION)).isEqualTo(BYTES);
        assertThat(Position.serde().deserializer().deserialize("any", BYTES)).isEqualTo(POSITION);
    }

    /** The release before reads no further than it wrote. */
    @Test
    void generationIsKeptInAByteBehindThem() {
        Position taken = POSITION.after(0x1122334455L);
        byte[] bytes = HexFormat.of().parseHex("0123456789abcdef" + "8edcba9876543210" + "0000001122334456" + "01");

        assertThat(Position.serde().serializer().serialize("any", taken)).isEqualTo(bytes);
        assertThat(Position.serde().deserializer().deserialize("any", bytes)).isEqualTo(taken);
        assertThat(taken.isCurrent()).isTrue();
        assertThat(POSITION.isCurrent()).isFalse();
        assertThat(POSITION.madeCurrent().next()).isEqualTo(POSITION.next());
    }
}
