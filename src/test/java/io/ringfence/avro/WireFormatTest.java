package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {
    @ParameterizedTest
    @CsvSource({"1, 0000000001", "16909060, 0001020304", "2147483647, 007fffffff"})
    void headerIsMagicByteAndIdBigEndian(int id, String header) {
        assertThat(WireFormat.header(id)).isEqualTo(HexFormat.of().parseHex(header));
        assertThat(WireFormat.schemaId(HexFormat.of().parseHex(header + "ff"))).isEqualTo(id);
    }

    @Test
    void headerAloneIsEnough() {
        assertThat(WireFormat.schemaId(WireFormat.header(7))).isEqualTo(7);
    }

    /** The one-byte magic 1 is Confluent's format with the id in a header, which no sender of ours may use. */
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000", "0100000001", "ff00000001", "7b226122"})
    void otherBytesAreRefused(String bytes) {
        assertThatThrownBy(() -> WireFormat.schemaId(HexFormat.of().parseHex(bytes)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Confluent wire format");
    }
}
