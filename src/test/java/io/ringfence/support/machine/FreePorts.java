package io.ringfence.support.machine;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that have to be told theirs, each another one. Nothing holds them for the caller; but they are none
 * of those that a system gives to whoever asks for any, so that nobody gets one by chance until its process has it, or
 * has it again.
 */
public final class FreePorts {
    private static final int FIRST = 10_240;

    /** Where Linux begins to give ports by default; other systems begin higher. */
    private static final int END = 32_768;

    private final Iterator<Integer> ports;

    private FreePorts(List<Integer> ports) {
        this.ports = ports.iterator();
    }

    public static FreePorts find(int count) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            while (taken.size() < count) {
                taken.add(bindAny());
            }
            return new FreePorts(taken.stream().map(ServerSocket::getLocalPort).toList());
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    public static int one() throws IOException {
        return find(1).next();
    }

    private static ServerSocket bindAny() throws IOException {
        BindException last = null;
        for (int tries = 0; tries < END - FIRST; tries++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, END));
            } catch (BindException isTaken) {
                last = isTaken;
            }
        }
        throw last;
    }

    public int next() {
        return ports.next();
    }
}
