package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {
    /** The last one is what stands elsewhere for what cannot be read, and can be. */
    @ParameterizedTest
    @ValueSource(strings = {"+442079460060", "", "süd", "☎", "😀", "a\uFFFDb"})
    void textIsReadAsItIs(String key) {
        assertThat(RecordKey.read(key.getBytes(StandardCharsets.UTF_8))).isEqualTo(key);
    }

    @Test
    void whatIsNoTextIsRefused() {
        byte[] cutOff = {'a', (byte) 0xe2, (byte) 0x98};

        assertThatThrownBy(() -> RecordKey.read(cutOff))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("UTF-8");
    }
}
