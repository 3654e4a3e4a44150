package io.ringfence.support.platform;

import java.io.IOException;
import java.net.ServerSocket;

/** For a process that has to be told its port. */
public final class FreePort {
    private FreePort() {}

    public static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
