package io.ringfence.embedded;

import io.ringfence.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports on loopback. */
public final class Ports {

    private static final int HIGHEST_PORT = 65_535;
    private static final int CONNECT_TIMEOUT_MS = 500;

    private Ports() {}

    /**
     * Finds a taken port before anything is started, so that the answer is one line and nothing has to be undone.
     *
     * @param setting the full name of the setting that holds the port, for the message
     * @throws StartupException if something listens on 127.0.0.1 at this port, be it through the wildcard address, or
     *     if this is no port to listen on
     */
    public static void requireFree(int port, String setting) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new StartupException(
                    "%d is no port. Set %s to one from 1 to %d.".formatted(port, new Setting(setting), HIGHEST_PORT));
        }
        if (answers(port) || !canBind(port)) {
            throw new StartupException("Port %d is taken. Stop what listens there, or set %s to another."
                    .formatted(port, new Setting(setting)));
        }
    }

    /** A port that was free a moment ago; nothing holds it for the caller. */
    static int findFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on 127.0.0.1", e);
        }
    }

    static InetAddress loopback() {
        try {
            // Not getLoopbackAddress(), which may be ::1, where none of our listeners is.
            return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Binding alone does not tell on BSD and macOS: 127.0.0.1 can be bound beside a listener on the wildcard. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do it: connections of a previous run in TIME_WAIT do not matter, a listener does.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
