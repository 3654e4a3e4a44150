package io.ringfence.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.StartupException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final String SETTING = "ringfence.embedded.broker-port";

    @Test
    void namesThePortAndItsSettingWhenSomethingListensOnLoopback() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, Ports.loopback())) {
            assertThatThrownBy(() -> Ports.requireFree(listener.getLocalPort(), SETTING))
                    .isInstanceOf(StartupException.class)
                    .hasMessage(
                            "Port %d is taken. Stop what listens there, or set %s (%s) to another.",
                            listener.getLocalPort(), SETTING, "RINGFENCE_EMBEDDED_BROKER_PORT");
        }
    }

    @Test
    void findsAListenerOnTheWildcardAddress() throws IOException {
        try (ServerSocket listener = new ServerSocket(0)) {
            assertThatThrownBy(() -> Ports.requireFree(listener.getLocalPort(), SETTING))
                    .isInstanceOf(StartupException.class);
        }
    }

    @Test
    void findsAListenerThatAcceptsNoMore() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, Ports.loopback());
                Socket one = new Socket(Ports.loopback(), listener.getLocalPort());
                Socket two = new Socket(Ports.loopback(), listener.getLocalPort())) {
            assertThatThrownBy(() -> Ports.requireFree(listener.getLocalPort(), SETTING))
                    .isInstanceOf(StartupException.class);
        }
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> Ports.requireFree(0, SETTING))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(SETTING);
        assertThatThrownBy(() -> Ports.requireFree(65_536, SETTING)).isInstanceOf(StartupException.class);
    }

    @Test
    void takesNoNoticeOfConnectionsThatAPreviousRunHasClosed() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, Ports.loopback())) {
            port = listener.getLocalPort();
            try (Socket client = new Socket(Ports.loopback(), port)) {
                // Whoever closes first keeps the connection in TIME_WAIT: the server, on its port.
                listener.accept().close();
            }
        }
        assertThatCode(() -> Ports.requireFree(port, SETTING)).doesNotThrowAnyException();
    }
}
