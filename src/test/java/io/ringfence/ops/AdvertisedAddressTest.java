package io.ringfence.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.ringfence.StartupException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedAddressTest {
    @Test
    void isTheBoundOneWhereTheServerIsBoundToOne() {
        assertThat(advertised(Map.of("micronaut.server.host", "127.0.0.1")).host())
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void isTheMachinesOwnWhereTheServerIsBoundToAll(String host) throws Exception {
        InetAddress own = InetAddress.getLocalHost();
        assertThat(advertised(Map.of("micronaut.server.host", host)).host())
                .isIn(List.of(own.getHostAddress(), own.getHostName()))
                .isNotEqualTo(host);
    }

    @Test
    void isWhatIsSet() {
        assertThat(advertised(Map.of(
                        "micronaut.server.host",
                        "127.0.0.1",
                        "ringfence.advertised.host",
                        "worker-1",
                        "ringfence.advertised.port",
                        "31080")))
                .isEqualTo(new HostInfo("worker-1", 31080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http"})
    void portThatIsNoneIsRefusedByItsName(String port) {
        assertThatThrownBy(() -> advertised(Map.of("ringfence.advertised.port", port)))
                .hasRootCauseInstanceOf(StartupException.class)
                .rootCause()
                .hasMessage("ringfence.advertised.port (RINGFENCE_ADVERTISED_PORT) is \"" + port + "\", not a port.");
    }

    private static HostInfo advertised(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("micronaut.server.port", -1);
        all.put("kafka.enabled", false);
        all.put("ringfence.security.open", true);
        try (ApplicationContext context = ApplicationContext.run(all)) {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            HostInfo address = context.getBean(HostInfo.class);
            if (!settings.containsKey("ringfence.advertised.port")) {
                assertThat(address.port()).isEqualTo(server.getPort());
            }
            return address;
        }
    }
}
