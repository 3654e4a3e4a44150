package io.ringfence.support.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut while the server goes on. */
public final class Line implements AutoCloseable {
    /** How it is cut. */
    public enum Cut {
        /** What is sent does not arrive, and nobody is told. */
        SILENCE,
        /** Connections end, and new ones as soon as they are made. */
        HANG_UP
    }

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket entry;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private Cut cut;

    public Line() throws IOException {
        entry = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return entry.getLocalPort();
    }

    public void leadTo(int port) {
        target = port;
    }

    public synchronized void cut(Cut how) {
        cut = how;
        if (how == Cut.HANG_UP) {
            sockets.forEach(Line::close);
        }
    }

    /** What was sent meanwhile and not given up by its sender arrives now. */
    public synchronized void mend() {
        cut = null;
        notifyAll();
    }

    private void accept() {
        try {
            while (!entry.isClosed()) {
                connect(entry.accept());
            }
        } catch (IOException closed) {
            // As it is told to.
        }
    }

    private synchronized void connect(Socket client) throws IOException {
        if (cut == Cut.HANG_UP) {
            close(client);
            return;
        }
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (ConnectException nobodyListens) {
            close(client);
            return;
        }
        sockets.add(client);
        sockets.add(server);
        start(() -> carry(client, server));
        start(() -> carry(server, client));
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitNoSilence();
                out.write(buffer, 0, length);
            }
        } catch (IOException ended) {
            // By one of the two, or by the cut.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitNoSilence() throws InterruptedException {
        while (cut == Cut.SILENCE) {
            wait();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "line");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        mend();
        sockets.forEach(Line::close);
    }
}
