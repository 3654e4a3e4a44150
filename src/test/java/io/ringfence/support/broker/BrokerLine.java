package io.ringfence.support.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The way of TCP connections to a port of this machine. It can be cut: then nothing passes either way, new connections
 * get no answer, and neither end is told.
 */
final class BrokerLine implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final ServerSocket entrance;
    private final InetSocketAddress destination;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = OPEN;

    private BrokerLine(ServerSocket entrance, InetSocketAddress destination) {
        this.entrance = entrance;
        this.destination = destination;
    }

    static BrokerLine to(int port) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        BrokerLine line = new BrokerLine(new ServerSocket(0, 0, loopback), new InetSocketAddress(loopback, port));
        line.inBackground(line::accept);
        return line;
    }

    /** What to connect to instead of the destination. */
    int port() {
        return entrance.getLocalPort();
    }

    /** Until it is mended. */
    void cut() {
        gate = new CountDownLatch(1);
    }

    /** What was on its way arrives. */
    void mend() {
        CountDownLatch cut = gate;
        gate = OPEN;
        cut.countDown();
    }

    /** What was on its way is lost, and both ends of all connections are told. */
    void mendByReset() {
        ends.forEach(BrokerLine::reset);
        mend();
    }

    private void accept() throws IOException, InterruptedException {
        while (true) {
            Socket near = entrance.accept();
            gate.await();
            Socket far = new Socket();
            ends.add(near);
            ends.add(far);
            try {
                far.connect(destination);
            } catch (IOException nobodyThere) {
                end(near, far);
                continue;
            }
            inBackground(() -> pass(near, far));
            inBackground(() -> pass(far, near));
        }
    }

    private void pass(Socket from, Socket to) throws InterruptedException {
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                gate.await();
                out.write(buffer, 0, count);
            }
        } catch (IOException connectionLost) {
            // What follows is the same as after its end in good order.
        }
        gate.await();
        end(from, to);
    }

    private void end(Socket one, Socket other) {
        ends.remove(one);
        ends.remove(other);
        close(one);
        close(other);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closedAlready) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        if (!entrance.isClosed()) {
                            throw new IllegalStateException(e);
                        }
                    }
                },
                "line-to-" + destination.getPort());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        mendByReset();
    }
}
