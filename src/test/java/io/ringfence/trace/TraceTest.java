package io.ringfence.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is carried of a trace, and what is not. */
class TraceTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String STATE = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";

    @Test
    void isCarriedAsItCame() {
        Headers headers = headers(PARENT, STATE);
        headers.add("other", new byte[] {1});

        Trace trace = Trace.of(headers);

        assertThat(trace).isEqualTo(new Trace(PARENT, STATE));
        assertThat(trace.headers()).isEqualTo(headers(PARENT, STATE));
        assertThat(trace.toBytes()).asString().isEqualTo(PARENT + STATE);
        assertThat(Trace.fromBytes(trace.toBytes())).isEqualTo(trace);
    }

    @Test
    void needsNoState() {
        Trace trace = Trace.of(headers(PARENT, null));

        assertThat(trace).isEqualTo(new Trace(PARENT, null));
        assertThat(trace.headers()).isEqualTo(headers(PARENT, null));
        assertThat(Trace.fromBytes(trace.toBytes())).isEqualTo(trace);
    }

    @Test
    void isNoneWhereThereIsNone() {
        assertThat(Trace.of(headers(null, STATE))).isEqualTo(Trace.NONE);
        assertThat(Trace.of(new RecordHeaders().add(Trace.PARENT, null))).isEqualTo(Trace.NONE);
        assertThat(Trace.NONE.headers()).isEmpty();
        assertThat(Trace.NONE.toBytes()).isEmpty();
        assertThat(Trace.fromBytes(new byte[0])).isEqualTo(Trace.NONE);
        assertThat(Trace.fromBytes(new byte[] {1})).isEqualTo(Trace.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
            })
    void malformedIsDroppedWithItsState(String parent) {
        assertThat(Trace.of(headers(parent, STATE))).isEqualTo(Trace.NONE);
    }

    @Test
    void stateIsDroppedAloneWhereItIsTooLongOrNoText() {
        assertThat(Trace.of(PARENT, "a".repeat(512)).state()).hasSize(512);
        assertThat(Trace.of(PARENT, "a".repeat(513))).isEqualTo(new Trace(PARENT, null));
        assertThat(Trace.of(PARENT, "a=\n")).isEqualTo(new Trace(PARENT, null));
        assertThat(Trace.of(PARENT, "")).isEqualTo(new Trace(PARENT, null));
    }

    private static Headers headers(String parent, String state) {
        Headers headers = new RecordHeaders();
        if (parent != null) {
            headers.add("traceparent", parent.getBytes(StandardCharsets.UTF_8));
        }
        if (state != null) {
            headers.add("tracestate", state.getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }
}
