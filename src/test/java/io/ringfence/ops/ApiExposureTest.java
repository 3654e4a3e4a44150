package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API answers this machine alone, unless somebody said that it may answer others. */
class ApiExposureTest {
    private static final String HOST = "micronaut.server.host";
    private static final String LISTENER_HOST = "micronaut.server.netty.listeners.other.host";

    @Test
    void isOfThisMachineUnlessTold() {
        assertThat(boundTo(Map.of())).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.2", "::1", "[::1]"})
    void letsLoopbackBe(String host) {
        assertThatCode(() -> made(Map.of(HOST, host))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
    void refusesWhatOthersReach(String host) {
        assertRefused(Map.of(HOST, host), "micronaut.server.host (MICRONAUT_SERVER_HOST) is \"" + host + "\"");
    }

    /** To the server an empty host is none, and none is every interface. */
    @Test
    void refusesEveryInterfaceThatNobodyNamed() {
        assertRefused(Map.of(HOST, ""), "is not set, which is every interface");
    }

    @Test
    void refusesAListenerThatOthersReach() {
        assertRefused(Map.of(LISTENER_HOST, "0.0.0.0"), LISTENER_HOST + " is \"0.0.0.0\"");
        assertRefused(Map.of("micronaut.server.netty.listeners.other.port", -1), LISTENER_HOST + " is not set");
        assertThatCode(() -> made(Map.of(LISTENER_HOST, "127.0.0.1"))).doesNotThrowAnyException();
    }

    @Test
    void isOpenWhereSomebodySaidSo() {
        assertThat(boundTo(Map.of(HOST, "0.0.0.0", ApiExposure.OPEN, true))).isEqualTo("0.0.0.0");
    }

    @Test
    void isOpenWhereCallersShowWhoTheyAre() {
        assertThat(boundTo(Map.of(HOST, "0.0.0.0", ApiExposure.RIGHTS, true))).isEqualTo("0.0.0.0");
    }

    private static void assertRefused(Map<String, Object> settings, String part) {
        assertThatThrownBy(() -> made(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(
                        part,
                        "ringfence.security.enabled (RINGFENCE_SECURITY_ENABLED)",
                        "ringfence.security.open (RINGFENCE_SECURITY_OPEN)")
                .message()
                .hasLineCount(1);
    }

    private static void made(Map<String, Object> settings) {
        try (ApplicationContext context = ApplicationContext.run(withoutKafka(settings))) {
            context.getBean(EmbeddedServer.class);
        }
    }

    private static String boundTo(Map<String, Object> settings) {
        try (ApplicationContext context = ApplicationContext.run(withoutKafka(settings))) {
            return context.getBean(EmbeddedServer.class).start().getHost();
        }
    }

    private static Map<String, Object> withoutKafka(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("micronaut.server.port", -1);
        all.put("kafka.enabled", false);
        return all;
    }
}
