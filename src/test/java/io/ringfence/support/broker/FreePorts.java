package io.ringfence.support.broker;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Ports that were free a moment ago, each another one; nothing holds them for the caller. */
public final class FreePorts {
    private final Iterator<Integer> ports;

    private FreePorts(List<Integer> ports) {
        this.ports = ports.iterator();
    }

    public static FreePorts find(int count) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                taken.add(new ServerSocket(0));
            }
            return new FreePorts(taken.stream().map(ServerSocket::getLocalPort).toList());
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    public int next() {
        return ports.next();
    }
}
