package io.ringfence.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chunks, read as one stream. */
class ChunkedInputStreamTest {
    private final List<String> askedFor = new ArrayList<>();

    @Test
    void isAllChunksAndSkipsTheEmpty() throws IOException {
        assertThat(stream("ab", "", "", "c", "").readAllBytes()).asString().isEqualTo("abc");
        assertThat(stream("").read()).isEqualTo(-1);
        assertThat(stream().read()).isEqualTo(-1);
    }

    @Test
    void readsByteByByteToo() throws IOException {
        InputStream stream = stream("a", "\u00ff");

        assertThat(new int[] {stream.read(), stream.read(), stream.read(), stream.read()})
                .containsExactly('a', 0xc3, 0xbf, -1);
    }

    @Test
    void asksForAChunkOnlyWhenTheLastWasRead() throws IOException {
        InputStream stream = stream("ab", "cd");
        assertThat(askedFor).isEmpty();

        assertThat(stream.readNBytes(2)).asString().isEqualTo("ab");
        assertThat(askedFor).containsExactly("ab");

        stream.close();
        assertThat(askedFor).containsExactly("ab");
    }

    @Test
    void failsWhereItsChunksDo() {
        Stream<byte[]> chunks = Stream.of("ab", "").map(text -> {
            if (text.isEmpty()) {
                throw new IllegalStateException("moved");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        });

        assertThatThrownBy(() -> new ChunkedInputStream(chunks.iterator()).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("moved");
    }

    private InputStream stream(String... chunks) {
        return new ChunkedInputStream(Stream.of(chunks)
                .peek(askedFor::add)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .iterator());
    }
}
